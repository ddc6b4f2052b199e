using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The handlers of its HttpClient hold no resources.")]
public partial class GatewayLogsClient
{
    /// <summary>
    /// Gets the difference between the service's clock and this machine's, from the Date header of the latest response: positive if the
    /// service's clock is ahead. Null before the first response. The header has a resolution of one second, so a difference of a few
    /// seconds is not significant.
    /// </summary>
    public virtual TimeSpan? ServiceClockSkew => Clock.Skew;

    /// <summary>Gets the service's clock, shared with all views of this client.</summary>
    internal ServiceClock Clock { get; private set; } = null!;

    /// <summary>Returns a view of this client that overrides options such as timeouts or the number of retries.</summary>
    /// <param name="options">The options to override.</param>
    /// <returns>A shallow copy of this client, with the same connections, rate limiter and retry budget.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public virtual GatewayLogsClient WithOptions(GatewayLogsCallOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return With(Settings with { Options = options.ApplyTo(Options) });
    }

    /// <summary>Inserts the pipeline of handlers between the generated methods and the caller's <see cref="HttpClient"/>.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope",
        Justification = "The handlers hold no resources; the connections belong to the caller.")]
    partial void Initialize()
    {
        ArgumentNullException.ThrowIfNull(_httpClient, "httpClient");
        Clock = new ServiceClock(Options.TimeProvider);
        HttpMessageHandler chain = new TransportHandler(GetTransport(_httpClient));
        chain = new ResponseHandler(Clock) { InnerHandler = chain };
        chain = new AuthenticationHandler { InnerHandler = chain };
        chain = new AttemptHandler { InnerHandler = chain };
        if (Options is { RateLimit: { } limit, RateLimitFile: { } file })
        {
            chain = new SharedRateLimitHandler(Options, file, limit) { InnerHandler = chain };
        }

        chain = new RateLimitHandler(Options) { InnerHandler = chain };
        chain = new RetryHandler(Options) { InnerHandler = chain };
        _httpClient = new HttpClient(chain) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal GatewayLogsClient With(CallSettings settings)
    {
        var view = (GatewayLogsClient)MemberwiseClone();
        view.Settings = settings;
        return view;
    }

    /// <summary>
    /// Returns a view of this client whose requests share one deadline, for calls that send several requests. Dispose the deadline.
    /// </summary>
    private GatewayLogsClient WithDeadline(out Deadline? own)
    {
        own = Settings.Deadline is null ? new Deadline(Options) : null;
        return own is null ? this : With(Settings with { Deadline = own });
    }

    /// <summary>
    /// Returns a view of this client for calls that send many requests. With the default TotalTimeout, their requests wait for permits
    /// without a time limit.
    /// </summary>
    private GatewayLogsClient ForMany() => Options.HasDefaultTotalTimeout ? With(Settings with { WaitsForPermits = true }) : this;

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> GetTransport(HttpClient client) =>
        s_shared.IsValueCreated && client == s_shared.Value.Client
            ? s_shared.Value.Invoker.SendAsync
            : (message, cancellationToken) => client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}
