using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Tries out, without changing anything, whether commands will work: two requests tell it all.</summary>
internal sealed class Diagnosis(GatewayLogsClient client, TimeProvider time)
{
    /// <summary>An id that no log has, so that an update of it changes nothing.</summary>
    private const string NoLog = "gwlogs-doctor-there-is-no-such-log";

    private static readonly TimeSpan s_tolerableSkew = TimeSpan.FromSeconds(5);

    private readonly GatewayLogsClient _client = client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 0 });

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var (page, failure) = await TryAsync(() => _client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 }, cancellationToken));
        var answered = time.GetUtcNow();
        foreach (var finding in page is null ? OfFailure(failure!) : OfPage(page))
        {
            yield return finding;
        }

        yield return page is null
            ? Finding.Skip("write", "Not tried, since reading does not work.")
            : OfWriting((await TryAsync(() => _client.UpdateLogAsync(NoLog, new GatewayLogUpdate { Feedback = null }, cancellationToken))).Failure);
        var response = page?.HttpResponse ?? failure!.HttpResponse;
        yield return OfClock(response, asked, answered);
        yield return OfRate(response?.RateLimit);
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

    private static IEnumerable<Finding> OfPage(GatewayLogPage page) =>
    [
        Finding.Ok("token", "The service accepts it."),
        Finding.Ok("gateway", page.Info.TotalCount is { } count ? string.Create(CultureInfo.InvariantCulture, $"It is there, with {count} logs.") : "It is there."),
        Finding.Ok("read", "The permission is there: list, get, count, tail work."),
    ];

    private static IEnumerable<Finding> OfFailure(GatewayLogsException failure)
    {
        var (what, code) = (ServiceFailure.Describe(failure), ServiceFailure.GetExitCode(failure));
        return failure.StatusCode switch
        {
            HttpStatusCode.Unauthorized => [Finding.Fail("token", what, code), Finding.Skip("gateway", "Not tried, since the token is refused."), Finding.Skip("read", "Not tried, since the token is refused.")],
            HttpStatusCode.Forbidden => [Finding.Ok("token", "The service knows it."), Finding.Skip("gateway", "Not seen, since reading is forbidden."), Finding.Fail("read", what, code)],
            HttpStatusCode.NotFound => [Finding.Ok("token", "The service accepts it."), Finding.Fail("gateway", what, code), Finding.Skip("read", "Not tried, since the gateway is not there.")],
            _ => [Finding.Fail("service", what, code)],
        };
    }

    private static Finding OfWriting(GatewayLogsException? failure) => failure?.StatusCode switch
    {
        HttpStatusCode.NotFound => Finding.Ok("write", "The permission is there: update and delete work. Nothing was changed."),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized =>
            Finding.Warn("write", "The permission AI Gateway Write is missing: update and delete will be refused. That is right for who only reads."),
        _ => Finding.Warn("write", failure is null ? "Unknown: the service took an update of a log that there is not." : $"Unknown. {ServiceFailure.Describe(failure)}"),
    };

    private static Finding OfClock(GatewayLogsResponse? response, DateTimeOffset asked, DateTimeOffset answered)
    {
        if (response is null || !response.Headers.TryGetValue("Date", out var dates)
            || !DateTimeOffset.TryParseExact(dates.FirstOrDefault(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return Finding.Skip("clock", "The service does not say what time it is.");
        }

        // The header has whole seconds, and the answer was made some time between.
        var skew = date > answered ? answered - date : date.AddSeconds(1) < asked ? asked - date.AddSeconds(1) : TimeSpan.Zero;
        var text = string.Create(CultureInfo.InvariantCulture, $"This machine is {skew.Duration().TotalSeconds:0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the service.");
        return skew.Duration() <= s_tolerableSkew
            ? Finding.Ok("clock", skew == TimeSpan.Zero ? "It agrees with the service's." : text)
            : Finding.Warn("clock", $"{text} --since, --until and tail go by this machine's clock. Set it right.");
    }

    private static Finding OfRate(GatewayLogsRateLimit? rate)
    {
        if (rate is null)
        {
            return Finding.Skip("rate", "The service does not say how many requests are left. The limit is 1,200 in five minutes.");
        }

        var text = string.Create(
            CultureInfo.InvariantCulture, $"{rate.Remaining}{(rate.Limit is { } limit ? $" of {limit}" : "")} requests are left{(rate.ResetAfter is { } reset ? $" for the next {reset.TotalSeconds:0} s" : "")}.");
        return rate.Remaining > 50 ? Finding.Ok("rate", text) : Finding.Warn("rate", $"{text} Wait, or commands will.");
    }
}
