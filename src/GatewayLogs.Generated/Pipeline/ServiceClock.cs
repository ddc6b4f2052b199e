namespace GatewayLogs.Pipeline;

/// <summary>Estimates the service's clock from the Date header of its responses.</summary>
/// <remarks>
/// A Date header has a resolution of one second and is as old as the response took to arrive. Differences below <see cref="Tolerance"/> are
/// therefore ignored.
/// </remarks>
internal sealed class ServiceClock(TimeProvider local)
{
    /// <summary>The largest difference that the header's resolution and the latency of a response can explain.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private object? _skew;

    /// <summary>
    /// Gets how far the service's clock is ahead of the local clock, from the latest response; null before the first Date header.
    /// </summary>
    public TimeSpan? Skew => Volatile.Read(ref _skew) is TimeSpan skew ? skew : null;

    /// <summary>Gets the current time of the service's clock; the local time if no difference has been observed.</summary>
    public DateTimeOffset UtcNow => local.GetUtcNow() + Correction;

    /// <summary>
    /// Gets the correction that is added to the local time: the skew, or zero if it is unknown or within <see cref="Tolerance"/>.
    /// </summary>
    public TimeSpan Correction => Skew is { } skew && skew.Duration() > Tolerance ? skew : TimeSpan.Zero;

    public DateTimeOffset EarliestUtcNow
    {
        get
        {
            var (now, service) = (local.GetUtcNow(), UtcNow);
            return service < now ? service : now;
        }
    }

    /// <summary>Updates the estimate from the Date header of a response that has just arrived. Null leaves it unchanged.</summary>
    public void Observe(DateTimeOffset? date)
    {
        if (date is { } serviceTime)
        {
            Volatile.Write(ref _skew, serviceTime - local.GetUtcNow());
        }
    }
}
