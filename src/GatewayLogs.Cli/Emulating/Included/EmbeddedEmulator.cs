using GatewayLogs.Emulator;

namespace GatewayLogs.Cli.Emulating;

/// <summary>An emulator for one command. Its generated logs are the same in every run.</summary>
internal static class EmbeddedEmulator
{
    /// <summary>Starts an emulator.</summary>
    /// <returns>The options of a client for it, and the emulator, which stops when it is disposed.</returns>
    public static async Task<(GatewayLogsClientOptions Options, IAsyncDisposable Emulator)> StartAsync(CancellationToken cancellationToken)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 200 }, cancellationToken);
        var options = new GatewayLogsClientOptions
        {
            AccountId = emulator.AccountId,
            GatewayId = emulator.GatewayId,
            ApiToken = emulator.ApiToken,
            BaseAddress = emulator.BaseAddress,
            RateLimit = null,
        };
        return (options, emulator);
    }
}
