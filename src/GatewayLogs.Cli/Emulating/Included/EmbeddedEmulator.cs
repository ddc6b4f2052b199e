using GatewayLogs.Emulator;

namespace GatewayLogs.Cli.Emulating;

/// <summary>An emulator for one command, with made-up logs that are always the same.</summary>
internal static class EmbeddedEmulator
{
    /// <summary>Starts it.</summary>
    /// <returns>How to talk to it, and what ends it.</returns>
    public static async Task<(GatewayLogsClientOptions Options, IAsyncDisposable Emulator)> StartAsync(CancellationToken cancellationToken)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 200 }, cancellationToken);
        var options = new GatewayLogsClientOptions
        {
            AccountId = emulator.AccountId,
            GatewayId = emulator.GatewayId,
            ApiToken = emulator.ApiToken,
            BaseAddress = emulator.BaseAddress,
            RateLimiting = false,
        };
        return (options, emulator);
    }
}
