using System.Globalization;

namespace GatewayLogs.Tests.Reliability;

/// <summary>An emulator in a separate process, so that its memory and CPU time do not count as the client's.</summary>
internal static class SeparateEmulator
{
    /// <summary>Starts the emulator and waits until its logs are generated.</summary>
    public static async Task<(EmulatorProcess Emulator, GatewayLogsClientOptions Options)> StartAsync(string database, int logs, params string[] arguments)
    {
        var emulator = await EmulatorProcess.StartAsync(
            [EmulatorProcess.Program, "--db", database, "--logs", logs.ToString(CultureInfo.InvariantCulture), .. arguments]);
        return (emulator, new GatewayLogsClientOptions
        {
            AccountId = emulator.Environment["CLOUDFLARE_ACCOUNT_ID"],
            GatewayId = emulator.Environment["CLOUDFLARE_GATEWAY_ID"],
            ApiToken = emulator.Environment["CLOUDFLARE_API_TOKEN"],
            BaseAddress = emulator.BaseAddress,
            RateLimit = null,
        });
    }
}
