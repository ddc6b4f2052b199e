using GatewayLogs.Emulator;

namespace GatewayLogs.Cli.Emulating;

/// <summary>An emulator for one command. Its generated logs have the same ids and contents in every run, and end now.</summary>
internal static class EmbeddedEmulator
{
    /// <summary>Two calls per second.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(0.5);

    /// <summary>Starts an emulator, which can have traffic: logs that are generated while it runs.</summary>
    /// <returns>The options of a client for it, and the emulator, which stops when it is disposed.</returns>
    public static async Task<(GatewayLogsClientOptions Options, IAsyncDisposable Emulator)> StartAsync(
        bool hasTraffic, CancellationToken cancellationToken)
    {
        var emulator = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions
            {
                Seed = 1,
                Logs = 200,
                SampleEnd = TimeProvider.System.GetUtcNow(),
                TrafficInterval = hasTraffic ? s_interval : null,
            },
            cancellationToken);
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
