namespace GatewayLogs.Pipeline;

/// <summary>Computes the delay before a retry.</summary>
internal static class Backoff
{
    /// <summary>
    /// The longest delay requested by the service that is honored. Cloudflare's rate limit window has five minutes; a call whose deadline
    /// allows it can wait longer.
    /// </summary>
    public static readonly TimeSpan LongestHint = TimeSpan.FromHours(1);

    private const double FirstSeconds = 0.5;

    private const double LongestSeconds = 20;

    /// <summary>
    /// Returns an exponential backoff with full jitter, so that clients that failed at the same time do not retry at the same time.
    /// </summary>
    public static TimeSpan Compute(int retries, double random) =>
        TimeSpan.FromSeconds(random * Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, retries)));

    /// <summary>Returns the delay that the service requests, plus up to 10 percent of jitter.</summary>
    public static TimeSpan AddJitter(TimeSpan hint, double random) => hint + (hint * 0.1 * random);

    /// <summary>
    /// Returns the delay before the next attempt. A delay that the service requests is never shortened, and jitter is added only if the
    /// deadline allows it.
    /// </summary>
    public static TimeSpan GetDelay(TimeSpan? hint, int retries, TimeSpan remaining)
    {
#pragma warning disable CA5394 // Jitter does not require secure random numbers.
        var random = Random.Shared.NextDouble();
#pragma warning restore CA5394
        if (hint is not { } requested)
        {
            return Compute(retries, random);
        }

        var delay = AddJitter(requested, random);
        return delay > remaining ? requested : delay;
    }
}
