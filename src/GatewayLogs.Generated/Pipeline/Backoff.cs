namespace GatewayLogs.Pipeline;

/// <summary>Computes the wait before a retry.</summary>
internal static class Backoff
{
    /// <summary>The longest wait that the service may request: the length of Cloudflare's window.</summary>
    public static readonly TimeSpan LongestHint = RequestRateLimiter.Window;

    private const double FirstSeconds = 0.5;

    private const double LongestSeconds = 20;

    /// <summary>Returns exponential backoff with full jitter, so that clients that failed together do not return together.</summary>
    /// <param name="retries">The number of retries so far.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static TimeSpan Compute(int retries, double random) =>
        TimeSpan.FromSeconds(random * Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, retries)));

    /// <summary>Returns the wait that the service requests, plus up to a tenth.</summary>
    /// <param name="hint">The wait that the service requests.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static TimeSpan Obey(TimeSpan hint, double random) => hint + (hint * 0.1 * random);

    /// <summary>Returns the wait before the next attempt. A hint is never shortened, and extended only as far as the deadline allows.</summary>
    /// <param name="hint">The wait that the service requests; null for none.</param>
    /// <param name="retries">The number of retries so far.</param>
    /// <param name="remaining">The time that is left.</param>
    public static TimeSpan GetDelay(TimeSpan? hint, int retries, TimeSpan remaining)
    {
#pragma warning disable CA5394 // Jitter needs no secure random numbers.
        var random = Random.Shared.NextDouble();
#pragma warning restore CA5394
        if (hint is not { } requested)
        {
            return Compute(retries, random);
        }

        var delay = Obey(requested, random);
        return delay > remaining ? requested : delay;
    }
}
