namespace GatewayLogs.Pipeline;

/// <summary>Estimates the service's clock from the Date header of its responses.</summary>
/// <remarks>
/// A Date header has whole seconds and is as old as the response took to arrive, so differences below <see cref="Tolerance"/> are not
/// evidence of a wrong clock and count as none.
/// </remarks>
internal sealed class ServiceClock(TimeProvider local)
{
    /// <summary>The largest difference that the resolution of the header and the latency of a response can explain.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly object s_none = new();

    private object _skew = s_none;

    /// <summary>Gets how far the service's clock is ahead of the local one, as of the latest response; null before the first Date header.</summary>
    public TimeSpan? Skew => Volatile.Read(ref _skew) is TimeSpan skew ? skew : null;

    /// <summary>Gets the current time by the service's clock; the local time while no difference has been observed.</summary>
    public DateTimeOffset UtcNow => local.GetUtcNow() + (Skew is { } skew && skew.Duration() > Tolerance ? skew : TimeSpan.Zero);

    /// <summary>Gets the earlier of the local time and the service's.</summary>
    public DateTimeOffset EarliestUtcNow
    {
        get
        {
            var (now, service) = (local.GetUtcNow(), UtcNow);
            return service < now ? service : now;
        }
    }

    /// <summary>Takes the Date header of a response that has just arrived; null leaves the estimate unchanged.</summary>
    public void Observe(DateTimeOffset? date)
    {
        if (date is { } serviceTime)
        {
            Volatile.Write(ref _skew, serviceTime - local.GetUtcNow());
        }
    }
}
