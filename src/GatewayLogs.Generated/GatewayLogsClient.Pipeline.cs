using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Its HttpClient consists of handlers that hold no resources.")]
public partial class GatewayLogsClient
{
    /// <summary>
    /// Gets how far the service's clock is ahead of this machine's, by the Date header of the latest response; negative when it is behind,
    /// null before the first response. The header has whole seconds, so a few seconds mean nothing.
    /// </summary>
    public virtual TimeSpan? ServiceClockSkew => Clock.Skew;

    /// <summary>Gets the service's clock, shared with all views of this client.</summary>
    internal ServiceClock Clock { get; private set; } = null!;

    /// <summary>Returns a view of this client for calls that need other timeouts or another number of retries.</summary>
    /// <param name="options">What is different.</param>
    /// <returns>A shallow copy of this client, with the same connections, rate limiter and retry budget.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public virtual GatewayLogsClient WithOptions(GatewayLogsCallOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return With(Settings with { Options = options.ApplyTo(Options) });
    }

    /// <summary>Puts the handlers between the generated methods and the caller's <see cref="HttpClient"/>.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "As above; the connections belong to whoever made them.")]
    partial void Initialize()
    {
        ArgumentNullException.ThrowIfNull(_httpClient, "httpClient");
        Clock = new ServiceClock(Options.TimeProvider);
        HttpMessageHandler chain = new TransportHandler(GetTransport(_httpClient));
        chain = new ResponseHandler(Clock) { InnerHandler = chain };
        chain = new AuthenticationHandler { InnerHandler = chain };
        chain = new AttemptHandler { InnerHandler = chain };
        chain = new RateLimitHandler(Options) { InnerHandler = chain };
        chain = new RetryHandler(Options) { InnerHandler = chain };
        _httpClient = new HttpClient(chain) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Returns a view of this client. Its settings are a changed copy of <see cref="GatewayLogsClientBase.Settings"/>.</summary>
    internal GatewayLogsClient With(CallSettings settings) => (GatewayLogsClient)CreateView(settings);

    /// <summary>Returns a view of this client whose requests share one deadline, for a call that sends several. Dispose the deadline.</summary>
    private GatewayLogsClient WithDeadline(out Deadline? own)
    {
        own = Settings.Deadline is null ? new Deadline(Options) : null;
        return own is null ? this : With(Settings with { Deadline = own });
    }

    /// <summary>Returns a view of this client for requests that are some of many: they wait for permits however long it takes.</summary>
    private GatewayLogsClient ForMany() => Options.HasDefaultTotalTimeout ? With(Settings with { WaitsForPermits = true }) : this;

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> GetTransport(HttpClient client) =>
        s_shared.IsValueCreated && client == s_shared.Value.Client
            ? s_shared.Value.Connections.SendAsync
            : (message, cancellationToken) => client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}
