using GatewayLogs.Connecting;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>
/// Reads, changes and deletes the logs of one Cloudflare AI Gateway.
/// </summary>
/// <remarks>
/// One instance may serve any number of calls at once. A call that fails temporarily is retried where that is safe, and waits for a permit
/// where the service would reject it. A call that fails finally throws a <see cref="GatewayLogsException"/>: a
/// <see cref="GatewayLogsTimeoutException"/>, a <see cref="GatewayLogsRateLimitException"/>, for deletions a
/// <see cref="GatewayLogsDeleteOutcomeUnknownException"/>, or else the exception itself. A caller's cancellation is none of them. Input that
/// cannot be right is an <see cref="ArgumentException"/>, thrown before anything is sent.
/// </remarks>
public partial class GatewayLogsClient
{
    /// <summary>
    /// The connections of all clients that bring no <see cref="HttpClient"/>, so that each of them needs neither sockets nor disposal of its
    /// own. The pipeline is put onto the connections directly; the HttpClient only stands for them.
    /// </summary>
    private static readonly Lazy<(HttpClient Client, HttpMessageInvoker Connections)> s_shared = new(() =>
    {
        var handler = CreateHttpMessageHandler();
        return (new HttpClient(handler), new HttpMessageInvoker(handler));
    });

    /// <summary>Creates a client that shares one <see cref="HttpClient"/> with all others created this way.</summary>
    /// <param name="options">Which gateway to talk to, and as whom. They are copied.</param>
    /// <exception cref="ArgumentException">An option is missing or malformed.</exception>
    public GatewayLogsClient(GatewayLogsClientOptions options)
        : this(options, s_shared.Value.Client)
    {
    }

    /// <summary>Creates a client for a stub or a mock in a test. A method that is not overridden throws, and nothing is sent.</summary>
    protected GatewayLogsClient()
        : this(new GatewayLogsClientOptions
        {
            AccountId = "stub",
            GatewayId = "stub",
            MaxRetries = 0,
            TokenProvider = _ => throw new InvalidOperationException($"This {nameof(GatewayLogsClient)} is a stub that does not override the method that was called. Nothing was sent."),
        })
    {
    }

    /// <summary>Creates a client whose <see cref="HttpClient"/> ends in a <see cref="SingleSendHandler"/>.</summary>
    internal GatewayLogsClient(GatewayLogsClientOptions options, HttpClient httpClient, bool hasSingleSendHandler)
        : this(options, httpClient) => Settings = Settings with { HasSingleSendHandler = hasSingleSendHandler };

    /// <summary>Creates the innermost handler this client expects: compressed responses, no redirects, no cookies, no stale addresses, 10 s to connect.</summary>
    /// <returns>A handler for an <see cref="HttpClient"/> of your own.</returns>
    public static SocketsHttpHandler CreateHttpMessageHandler() => new()
    {
        // A redirect would carry X-Auth-Key to whatever host it names.
        AllowAutoRedirect = false,

        // All clients share the connections, and would share a cookie jar: one would send the session cookie of another.
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 128, // KiB. The default of 64 is less than what proxies in front of the edge can add.
        ConnectCallback = DualStackConnector.ConnectAsync,
        Proxy = new LoopbackBypassingProxy(HttpClient.DefaultProxy),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
