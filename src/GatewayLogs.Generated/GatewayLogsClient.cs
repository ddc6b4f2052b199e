namespace GatewayLogs;

/// <summary>
/// Reads, changes and deletes the logs of one Cloudflare AI Gateway.
/// </summary>
/// <remarks>
/// One instance may serve any number of calls at once. A call that fails for now is repeated where that is safe, and waits for its turn
/// where the service would refuse it. What fails for good is a <see cref="GatewayLogsException"/>: a
/// <see cref="GatewayLogsTimeoutException"/>, a <see cref="GatewayLogsRateLimitException"/>, for deletions a
/// <see cref="GatewayLogsDeleteOutcomeUnknownException"/>, or else the exception itself. A caller's cancellation is none of them. Input that
/// cannot be right is an <see cref="ArgumentException"/>, thrown before anything is sent.
/// </remarks>
public partial class GatewayLogsClient
{
    /// <summary>Shared by all clients that bring no <see cref="HttpClient"/>, so that each of them needs neither sockets nor disposal of its own.</summary>
    private static readonly Lazy<HttpClient> s_sharedHttpClient = new(() => new HttpClient(CreateHttpMessageHandler()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Creates a client that shares one <see cref="HttpClient"/> with all others created this way.</summary>
    /// <param name="options">Which gateway to talk to, and as whom. They are copied.</param>
    /// <exception cref="ArgumentException">An option is missing or malformed.</exception>
    public GatewayLogsClient(GatewayLogsClientOptions options)
        : this(options, s_sharedHttpClient.Value)
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

    /// <summary>Creates the innermost handler this client expects: compressed answers, no redirects, no stale addresses, 10 s to connect.</summary>
    /// <returns>A handler for an <see cref="HttpClient"/> of your own.</returns>
    public static SocketsHttpHandler CreateHttpMessageHandler() => new()
    {
        // A redirect would carry X-Auth-Key to whatever host it names.
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    partial void Initialize() => ArgumentNullException.ThrowIfNull(_httpClient, "httpClient");
}
