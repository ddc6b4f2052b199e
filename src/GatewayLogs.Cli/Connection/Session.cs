using System.CommandLine;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Emulating;

namespace GatewayLogs.Cli.Connection;

/// <summary>A client for one command, and the emulator behind it if there is one.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly IAsyncDisposable? _emulator;

    private Session(GatewayLogsClientOptions options, IAsyncDisposable? emulator)
    {
        _emulator = emulator;
        Source = $"{options.AccountId}/{options.GatewayId}";
        Client = new GatewayLogsClient(options);
        GatewayId = options.GatewayId!;
    }

    public GatewayLogsClient Client { get; }

    /// <summary>The name of the gateway, which who deletes on a terminal has to type.</summary>
    public string GatewayId { get; }

    /// <summary>The account and the gateway.</summary>
    public string Source { get; }

    public static async Task<Session> OpenAsync(ConnectionOptions connection, ParseResult result, CancellationToken cancellationToken, bool warns = true)
    {
        if (result.GetValue(connection.Emulator))
        {
            var (options, emulator) = await OwnEmulator.StartAsync(cancellationToken);
            return new Session(options, emulator);
        }

        var settings = Settings.Read(connection, result);
        if (warns && settings.Warning is { } warning)
        {
            await CommandRunner.WarnAsync(warning);
        }

        return new Session(settings.ToOptions(), null);
    }

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
