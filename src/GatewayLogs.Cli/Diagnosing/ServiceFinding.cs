using System.Globalization;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Derives findings about the clock and the rate limit from the headers of a response.</summary>
internal static class ServiceFinding
{
    private static readonly TimeSpan s_maxSkew = TimeSpan.FromSeconds(5);

    public static Finding FromClock(GatewayLogsResponse? response, DateTimeOffset sentAt, DateTimeOffset receivedAt)
    {
        if (response is null || !response.Headers.TryGetValue("Date", out var dates)
            || !DateTimeOffset.TryParseExact(dates.FirstOrDefault(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return Finding.Skip("clock", "Not checked, because the service did not report its time.");
        }

        // The header has whole seconds, and the response was created at some time between the two.
        var skew = date > receivedAt ? receivedAt - date : date.AddSeconds(1) < sentAt ? sentAt - date.AddSeconds(1) : TimeSpan.Zero;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"The clock of this machine is {skew.Duration().TotalSeconds:0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the service's.");
        return skew.Duration() <= s_maxSkew
            ? Finding.Ok("clock", skew == TimeSpan.Zero ? "In sync with the service." : text)
            : Finding.Warn("clock", $"{text} --since, --until and tail use the clock of this machine. Synchronize it.");
    }

    public static Finding FromRateLimit(GatewayLogsRateLimit? rate)
    {
        if (rate is null)
        {
            return Finding.Skip("rate", "Not checked, because the service did not report how many requests are left. The limit is 1,200 per five minutes.");
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{rate.Remaining}{(rate.Limit is { } limit ? $" of {limit}" : "")} requests are left"
            + $"{(rate.ResetAfter is { } reset ? $" for the next {reset.TotalSeconds:0} s" : "")}.");
        return rate.Remaining > 50 ? Finding.Ok("rate", text) : Finding.Warn("rate", $"{text} Commands will wait until the window resets.");
    }
}
