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
            var (options, emulator) = result.GetValue(connection.Emulator)
                ? await EmbeddedEmulator.StartAsync(cancellationToken)
                : (await ReadOptionsAsync(connection, result, warns), null);
            options.TotalTimeout = timeout ?? options.TotalTimeout;
            var observer = new RequestObserver(progress, result.GetValue(connection.Verbose));
            if (outer is not null)
            {
                outer.InnerHandler = observer;
            }

            return new Session(options, emulator, progress, outer ?? (HttpMessageHandler)observer, timeout is not null);
        }
        catch
        {
            progress.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Progress.Dispose();
        _http.Dispose();
        await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static async Task<GatewayLogsClientOptions> ReadOptionsAsync(ConnectionOptions connection, ParseResult result, bool warns)
    {
        var settings = Settings.Read(connection, result);
        var options = settings.ToOptions();
        foreach (var (_, warning) in warns ? settings.Warnings : [])
        {
            await CommandRunner.WarnAsync(warning);
        }

        return options;
    }
}
