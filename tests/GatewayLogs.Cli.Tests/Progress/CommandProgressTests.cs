using GatewayLogs.Cli.Progress;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

/// <summary>A process has one live line.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class CommandProgressTests
{
    private const int Wide = 200;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task It_shows_the_rows_the_expected_rows_and_the_time_left()
    {
        using var progress = Start();
        await foreach (var page in progress.CountAsync(Pages(total: 1_000)))
        {
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 100 of about 1,000 rows, 36 s left"));
    }

    [Test]
    public async Task A_count_that_may_be_that_of_a_page_is_not_expected()
    {
        using var progress = Start();
        await foreach (var page in progress.CountAsync(Pages(total: 50)))
        {
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 100 rows, 4 s"));
    }

    [TestCase(200, "Reading: 1 request, 2 s, waiting 2 min 17 s for the rate limit, shared by everything that uses this token")]
    [TestCase(100, "Reading: 1 request, 2 s, waiting 2 min 17 s for the rate limit")]
    [TestCase(50, "Reading: 1 request, 2 s, rate limit: 2 min 17 s")]
    public void A_wait_for_the_rate_limit_is_counted_down_in_the_words_that_fit(int width, string expected)
    {
        using var progress = Start();
        progress.EndRequest(progress.AddRequest());
        progress.Add(new Wait(WaitKind.RateLimit), TimeSpan.FromSeconds(139));

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(progress.GetText(width), Is.EqualTo(expected));
    }

    [TestCase(429, "waiting 1 s to retry, because the service returned 429: too many requests for this token")]
    [TestCase(503, "waiting 1 s to retry, because the service returned 503")]
    [TestCase(null, "waiting 1 s to retry, because no usable response arrived")]
    public void A_retry_has_its_reason_until_the_request_is_sent(int? status, string expected)
    {
        using var progress = Start();
        progress.Add(new Wait(WaitKind.Retry, status), TimeSpan.FromSeconds(1.5));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(progress.GetText(Wide), Is.EqualTo($"Reading: 0 requests, 1 s, {expected}"));

        progress.AddRequest();
        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 1 request, 1 s"));
    }

    [Test]
    public void A_service_that_does_not_respond_is_shown()
    {
        using var progress = Start();
        var number = progress.AddRequest();
        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 1 request, 12 s, no response for 12 s"));

        progress.EndRequest(number);
        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 1 request, 12 s"));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 1 request, 17 s, no data for 5 s"));
    }

    [Test]
    public void The_time_left_is_that_of_the_requests_that_the_rate_limit_permits()
    {
        using var progress = Start();
        progress.LimitRequests(400);
        for (var request = 0; request < 400; request++)
        {
            progress.EndRequest(progress.AddRequest());
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        progress.Expect(70_000);
        progress.SetRows(400 * 49);

        // 1,029 requests are left, so three more windows begin; the first of them in four minutes.
        Assert.That(progress.GetText(Wide), Is.EqualTo("Reading: 19,600 of about 70,000 rows, 14 min left"));
    }

    /// <summary>The proof with a real terminal takes as long as the rate limit: more than five minutes.</summary>
    [Test]
    public async Task While_the_rate_limit_delays_the_rows_the_line_moves_every_second()
    {
        using var terminal = new StringWriter();
        using var service = new RawService();
        for (var row = 0; row < 3_000; row++)
        {
            var createdAt = _time.GetUtcNow().AddHours(-1).AddSeconds(row);
            service.Add(createdAt, $$"""{"id":"{{row}}","created_at":"{{createdAt:O}}"}""");
        }

        using var progress = new CommandProgress("Listing", _time, isQuiet: false, terminal, () => 80);
        using var observer = new RequestObserver(progress, isVerbose: false) { InnerHandler = service };
        using var http = new HttpClient(observer);
        var client = new GatewayLogsClient(
            new GatewayLogsClientOptions
            {
                AccountId = "a", GatewayId = "g", ApiToken = $"{Guid.NewGuid()}", BaseAddress = new Uri("http://localhost/"), RateLimit = 30,
                TimeProvider = _time, LoggerFactory = progress.Events,
            },
            http);
        progress.LimitRequests(30);

        var counting = progress.CountAsync(client.ListAllPagesAsync(new GatewayLogQuery())).SelectMany(page => page.Logs).CountAsync().AsTask();
        List<string> shown = [];
        while (!counting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.75));
            await Task.Delay(1);
            shown.Add(terminal.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("").Trim());
        }

        Assert.That(await counting, Is.EqualTo(3_000));
        Assert.That(shown, Has.Count.GreaterThan(400), "five minutes");
        Assert.That(shown.Skip(1).Zip(shown.Skip(2)).Where(pair => pair.First == pair.Second), Is.Empty);
        Assert.That(shown.Select(line => line.Length), Is.All.LessThan(80));
        Assert.That(shown, Has.Some.Match(@"^[|/\\-] Listing: [0-9,]+ of about 3,000 rows, [0-9]+ min [0-9]+ s left, rate limit: 4 min [0-9]+ s$"));
    }

    private static async IAsyncEnumerable<GatewayLogPage> Pages(long total)
    {
        for (var page = 0; page < 2; page++)
        {
            await Task.CompletedTask;
            var logs = Enumerable.Range(0, 50).Select(_ => new GatewayLog()).ToList();
            yield return new GatewayLogPage(logs, new GatewayLogPageInfo { TotalCount = total }, new GatewayLogsResponse(200));
        }
    }

    private CommandProgress Start() => new("Reading", _time, isQuiet: true, terminal: null);
}
