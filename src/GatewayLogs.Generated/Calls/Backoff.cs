using GatewayLogs.Pacing;

namespace GatewayLogs.Calls;

/// <summary>How long to wait before an attempt is repeated.</summary>
internal static class Backoff
{
    /// <summary>The longest wait that the service may ask for: the length of Cloudflare's window.</summary>
    public static readonly TimeSpan LongestHint = Pacer.Window;

    private const double FirstSeconds = 0.5;

    private const double LongestSeconds = 20;

    /// <summary>A random part of a span that doubles with each retry: clients that failed together do not come back together.</summary>
    /// <param name="retries">How many retries there were.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static TimeSpan Compute(int retries, double random) =>
        TimeSpan.FromSeconds(random * Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, retries)));

    /// <summary>What the service asks for and up to a tenth more, never less.</summary>
    /// <param name="hint">What the service asks for.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static TimeSpan Obey(TimeSpan hint, double random) => hint + (hint * 0.1 * random);
}
