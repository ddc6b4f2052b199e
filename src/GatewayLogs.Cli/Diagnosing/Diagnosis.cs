using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Checks whether commands will work, with two requests that change nothing.</summary>
internal sealed class Diagnosis(GatewayLogsClient client, TimeProvider time)
{
    /// <summary>The id of a log that does not exist, so that updating it changes nothing.</summary>
    private const string MissingLogId = "gwlogs-doctor-there-is-no-such-log";

    private static readonly TimeSpan s_maxSkew = TimeSpan.FromSeconds(5);

    private readonly GatewayLogsClient _client = client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 0 });

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sentAt = time.GetUtcNow();
        var (page, failure) = await TryAsync(() => _client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 }, cancellationToken));
        var receivedAt = time.GetUtcNow();
        foreach (var finding in page is null ? FromFailure(failure!) : FromPage(page))
        {
            yield return finding;
        }

        yield return page is null
            ? Finding.Skip("write", "Not checked, because reading failed.")
            : CheckWriteAccess((await TryAsync(() => _client.UpdateLogAsync(MissingLogId, new GatewayLogUpdate { Feedback = null }, cancellationToken))).Failure);
        var response = page?.HttpResponse ?? failure!.HttpResponse;
        yield return CheckClock(response, sentAt, receivedAt);
        yield return CheckRateLimit(response?.RateLimit);
    }

    private static async Task<(T? Result, GatewayLogsException? Failure)> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return (await call(), null);
        }
        catch (GatewayLogsException exception)
        {
            return (null, exception);
        }
    }

    private static IEnumerable<Finding> FromPage(GatewayLogPage page) =>
    [
        Finding.Ok("token", "The service accepted it."),
        Finding.Ok("gateway", page.Info.TotalCount is { } count ? string.Create(CultureInfo.InvariantCulture, $"Found, with {count} logs.") : "Found."),
        Finding.Ok("read", "The token can read: list, get, count and tail work."),
    ];

    private static IEnumerable<Finding> FromFailure(GatewayLogsException failure)
    {
        var (what, code) = (ServiceFailure.Describe(failure), ServiceFailure.GetExitCode(failure));
        return failure.StatusCode switch
        {
            HttpStatusCode.Unauthorized => [Finding.Fail("token", what, code), Finding.Skip("gateway", "Not checked, because the token was refused."), Finding.Skip("read", "Not checked, because the token was refused.")],
            HttpStatusCode.Forbidden => [Finding.Ok("token", "The service accepted it."), Finding.Skip("gateway", "Not checked, because reading is forbidden."), Finding.Fail("read", what, code)],
            HttpStatusCode.NotFound => [Finding.Ok("token", "The service accepted it."), Finding.Fail("gateway", what, code), Finding.Skip("read", "Not checked, because the gateway was not found.")],
            _ => [Finding.Fail("service", what, code)],
        };
    }

    private static Finding CheckWriteAccess(GatewayLogsException? failure) => failure?.StatusCode switch
    {
        HttpStatusCode.NotFound => Finding.Ok("write", "The token can write: update and delete work. Nothing was changed."),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized =>
            Finding.Warn("write", "The token lacks the permission AI Gateway Write: update and delete will be refused. Read access is enough for list, get, export and stats."),
        _ => Finding.Warn("write", failure is null ? "Unknown: the service accepted an update of a log that does not exist." : $"Unknown. {ServiceFailure.Describe(failure)}"),
    };

    private static Finding CheckClock(GatewayLogsResponse? response, DateTimeOffset sentAt, DateTimeOffset receivedAt)
    {
        if (response is null || !response.Headers.TryGetValue("Date", out var dates)
            || !DateTimeOffset.TryParseExact(dates.FirstOrDefault(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return Finding.Skip("clock", "Not checked, because the service did not report its time.");
        }

        // The header has whole seconds, and the response was created at some time between the two.
        var skew = date > receivedAt ? receivedAt - date : date.AddSeconds(1) < sentAt ? sentAt - date.AddSeconds(1) : TimeSpan.Zero;
        var text = string.Create(CultureInfo.InvariantCulture, $"The clock of this machine is {skew.Duration().TotalSeconds:0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the service's.");
        return skew.Duration() <= s_maxSkew
            ? Finding.Ok("clock", skew == TimeSpan.Zero ? "In sync with the service." : text)
            : Finding.Warn("clock", $"{text} --since, --until and tail use the clock of this machine. Synchronize it.");
    }

    private static Finding CheckRateLimit(GatewayLogsRateLimit? rate)
    {
        if (rate is null)
        {
            return Finding.Skip("rate", "Not checked, because the service did not report how many requests are left. The limit is 1,200 per five minutes.");
        }

        var text = string.Create(
            CultureInfo.InvariantCulture, $"{rate.Remaining}{(rate.Limit is { } limit ? $" of {limit}" : "")} requests are left{(rate.ResetAfter is { } reset ? $" for the next {reset.TotalSeconds:0} s" : "")}.");
        return rate.Remaining > 50 ? Finding.Ok("rate", text) : Finding.Warn("rate", $"{text} Commands will wait until the window resets.");
    }
}
