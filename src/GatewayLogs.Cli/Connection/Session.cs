using System.CommandLine;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Emulating;

namespace GatewayLogs.Cli.Connection;

/// <summary>The client of one command, and its emulator if <c>--emulator</c> was given.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly IAsyncDisposable? _emulator;

    private Session(GatewayLogsClientOptions options, IAsyncDisposable? emulator, HttpClient? http)
    {
        _emulator = emulator;
        Client = http is null ? new GatewayLogsClient(options) : new GatewayLogsClient(options, http);
        AccountId = options.AccountId!;
        GatewayId = options.GatewayId!;
    }

    public GatewayLogsClient Client { get; }

    public string AccountId { get; }

    public string GatewayId { get; }

    /// <summary>Gets the account and the gateway, separated by a slash.</summary>
    public string Source => $"{AccountId}/{GatewayId}";

    /// <summary>Opens a session. Its client sends through <paramref name="http"/> if there is one.</summary>
    public static async Task<Session> OpenAsync(
        ConnectionOptions connection, ParseResult result, CancellationToken cancellationToken, bool warns = true, HttpClient? http = null)
    {
        if (result.GetValue(connection.Emulator))
        {
            var (options, emulator) = await EmbeddedEmulator.StartAsync(cancellationToken);
            return new Session(options, emulator, http);
        }

        var settings = Settings.Read(connection, result);
        if (warns && settings.Warning is { } warning)
        {
            await CommandRunner.WarnAsync(warning);
        }

        return new Session(settings.ToOptions(), null, http);
    }

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
