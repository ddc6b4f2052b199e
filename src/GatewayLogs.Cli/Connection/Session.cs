using System.CommandLine;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Emulating;

namespace GatewayLogs.Cli.Connection;

/// <summary>The client of one command, and its emulator if <c>--emulator</c> was given.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly IAsyncDisposable? _emulator;

    /// <summary>Where the credentials come from; null for an emulator.</summary>
    private readonly string? _credentials;

    private Session(GatewayLogsClientOptions options, IAsyncDisposable? emulator, HttpClient? http, string? credentials = null)
    {
        _credentials = credentials;
        _emulator = emulator;
        options.LoggerFactory = Waits;
        Client = http is null ? new GatewayLogsClient(options) : new GatewayLogsClient(options, http);
        AccountId = options.AccountId!;
        GatewayId = options.GatewayId!;
        BaseAddress = options.BaseAddress;
    }

    public GatewayLogsClient Client { get; }

    /// <summary>Gets the notice of long waits before a retry.</summary>
    public WaitNotice Waits { get; } = new(TimeProvider.System);

    public string AccountId { get; }

    public string GatewayId { get; }

    public Uri BaseAddress { get; }

    /// <summary>Gets the account and the gateway, separated by a slash.</summary>
    public string Source => $"{AccountId}/{GatewayId}";

    /// <summary>Opens a session. Its client sends through <paramref name="http"/> if there is one.</summary>
    public static async Task<Session> OpenAsync(
        ConnectionOptions connection, ParseResult result, CancellationToken cancellationToken, bool warns = true, HttpClient? http = null)
    {
        if (result.GetValue(connection.Emulator))
        {
            var hasTraffic = result.CommandResult.Command.Name == TailCommand.Name;
            var (options, emulator) = await EmbeddedEmulator.StartAsync(hasTraffic, cancellationToken);
            return new Session(options, emulator, http);
        }

        var settings = Settings.Read(connection, result);
        var given = settings.ToOptions();
        foreach (var (_, warning) in warns ? settings.Warnings : [])
        {
            await CommandRunner.WarnAsync(warning);
        }

        return new Session(given, null, http, string.Join(" and ", settings.Credentials.Select(setting => setting.Source).Distinct()));
    }

    /// <summary>
    /// Returns the message for a failure of the service. If it rejected the credentials, names the flag, variable or profile they come from.
    /// </summary>
    public string Describe(GatewayLogsException exception) => _credentials is null
        ? ServiceFailure.Describe(exception)
        : ServiceFailure.Describe(exception)
            .Replace("Check the credentials.", $"Check the credentials from {_credentials}.", StringComparison.Ordinal)
            .Replace("Add it to the token.", $"Add it to the token from {_credentials}.", StringComparison.Ordinal);

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
