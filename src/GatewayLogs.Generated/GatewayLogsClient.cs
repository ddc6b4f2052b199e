using GatewayLogs.Connecting;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>Lists, reads, updates and deletes the logs of one Cloudflare AI Gateway.</summary>
/// <remarks>
/// Instances are thread-safe. The client retries transient failures where a retry is safe, and delays requests that would exceed
/// Cloudflare's rate limit. A call that fails throws a <see cref="GatewayLogsException"/> or one of its subclasses, such as
/// <see cref="GatewayLogsTimeoutException"/>, <see cref="GatewayLogsRateLimitException"/> and, for deletions,
/// <see cref="GatewayLogsDeleteOutcomeUnknownException"/>. Cancellation by the caller throws an <see cref="OperationCanceledException"/>.
/// Invalid arguments throw an <see cref="ArgumentException"/> before a request is sent.
/// </remarks>
public partial class GatewayLogsClient
{
    /// <summary>
    /// The connections of all clients that are created without an <see cref="HttpClient"/>, so that these clients need neither their own
    /// sockets nor disposal. The pipeline sends through the invoker; the HttpClient only identifies the shared connections in the
    /// constructor.
    /// </summary>
    private static readonly Lazy<SharedConnections> s_shared = new(() => new SharedConnections(CreateHttpMessageHandler()));

    /// <summary>Creates a client that shares connections with all other clients created by this constructor.</summary>
    /// <param name="options">The gateway and the credentials. They are copied.</param>
    /// <exception cref="ArgumentException">An option is missing or invalid.</exception>
    public GatewayLogsClient(GatewayLogsClientOptions options)
        : this(options, s_shared.Value.Client)
    {
    }

    /// <summary>Creates a client for a stub or mock in a test. Methods that are not overridden throw, and no request is sent.</summary>
    protected GatewayLogsClient()
        : this(new GatewayLogsClientOptions
        {
            AccountId = "stub",
            GatewayId = "stub",
            MaxRetries = 0,
            TokenProvider = _ => throw new InvalidOperationException(
                $"This {nameof(GatewayLogsClient)} is a stub and does not override the method that was called. No request was sent. "
                + "Override the method."),
        })
    {
    }

    /// <summary>Creates a client whose <see cref="HttpClient"/> ends in a <see cref="SingleSendHandler"/>.</summary>
    internal GatewayLogsClient(GatewayLogsClientOptions options, HttpClient httpClient, bool hasSingleSendHandler)
        : this(options, httpClient) => Settings = Settings with { HasSingleSendHandler = hasSingleSendHandler };

    /// <summary>
    /// Creates the innermost handler that the client expects: automatic decompression, no redirects, no cookies, connections that are
    /// replaced after five minutes to follow DNS changes, and a connect timeout of 10 seconds.
    /// </summary>
    /// <returns>A handler for an <see cref="HttpClient"/> that you create yourself.</returns>
    public static SocketsHttpHandler CreateHttpMessageHandler() => new()
    {
        // Following a redirect would send X-Auth-Key to the host that the redirect names.
        AllowAutoRedirect = false,

        // Clients with different credentials share the connections and would share one cookie container, including session cookies.
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 128, // KiB. The default of 64 is less than what proxies in front of the edge can add.
        ConnectCallback = DualStackConnector.ConnectAsync,
        Proxy = new LoopbackBypassingProxy(HttpClient.DefaultProxy),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private sealed class SharedConnections(HttpMessageHandler handler)
    {
        public HttpClient Client { get; } = new(handler);

        public HttpMessageInvoker Invoker { get; } = new(handler);
    }
}
