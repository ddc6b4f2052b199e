using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Emulating;
using GatewayLogs.Cli.Progress;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Connection;

/// <summary>The client of one command, and its emulator if <c>--emulator</c> was given.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly IAsyncDisposable? _emulator;

    private readonly HttpClient _http;

    /// <summary>Where the credentials come from; null for an emulator.</summary>
    private string? _credentials;

    private Session(GatewayLogsClientOptions options, IAsyncDisposable? emulator, CommandProgress progress, HttpMessageHandler handler, bool isTimed)
    {
        (_emulator, Progress) = (emulator, progress);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        options.LoggerFactory = progress.Events;
        progress.LimitRequests(options.RateLimit);
        Client = isTimed ? new TimedClient(options, _http) : new GatewayLogsClient(options, _http);
        AccountId = options.AccountId!;
        GatewayId = options.GatewayId!;
        BaseAddress = options.BaseAddress;
    }

    public GatewayLogsClient Client { get; }

    public CommandProgress Progress { get; }

    public string AccountId { get; }

    public string GatewayId { get; }

    public Uri BaseAddress { get; }

    /// <summary>Gets the account and the gateway, separated by a slash.</summary>
    public string Source => $"{AccountId}/{GatewayId}";

    /// <summary>Opens a session. Its client sends through <paramref name="outer"/> if there is one.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The HttpClient of the session disposes the handlers.")]
    public static async Task<Session> OpenAsync(
        ConnectionOptions connection, ParseResult result, CancellationToken cancellationToken, bool warns = true, DelegatingHandler? outer = null)
    {
        var progress = CommandProgress.Start(result.CommandResult.Command.Name, result.GetValue(connection.Quiet));
        try
        {
            var timeout = result.GetValue(connection.Timeout) is { } text
                ? TimeArgument.ParseDuration(connection.Timeout.Name, text, maxDays: 24, minSeconds: 1)
                : (TimeSpan?)null;
            var settings = result.GetValue(connection.Emulator) ? null : Settings.Read(connection, result);
            var (options, emulator) = settings is not null
                ? (settings.ToOptions(), null)
                : await EmbeddedEmulator.StartAsync(hasTraffic: result.CommandResult.Command.Name == TailCommand.Name, cancellationToken);
            foreach (var (_, warning) in warns && settings is not null ? settings.Warnings : [])
            {
                await CommandRunner.WarnAsync(warning);
            }

            options.TotalTimeout = timeout ?? options.TotalTimeout;
            var observer = new RequestObserver(progress, result.GetValue(connection.Verbose));
            if (outer is not null)
            {
                outer.InnerHandler = observer;
            }

            return new Session(options, emulator, progress, outer ?? (HttpMessageHandler)observer, timeout is not null)
            {
                _credentials = settings is null ? null : string.Join(" and ", settings.Credentials.Select(setting => setting.Source).Distinct()),
            };
        }
        catch
        {
            progress.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Returns the message for a failure of the service. If it rejected the credentials, names the flag, variable or profile they come from.
    /// </summary>
    public string Describe(GatewayLogsException exception) => _credentials is null
        ? ServiceFailure.Describe(exception)
        : ServiceFailure.Describe(exception)
            .Replace("Check the credentials.", $"Check the credentials from {_credentials}.", StringComparison.Ordinal)
            .Replace("Add it to the token.", $"Add it to the token from {_credentials}.", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Progress.Dispose();
        _http.Dispose();
        await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
