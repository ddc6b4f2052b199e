using GatewayLogs.Pipeline;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class RateLimitTests
{
    private static TestClient RateLimited(Func<VirtualTime, Quota> quota, out Quota made)
    {
        var test = new TestClient(options => (options.RateLimit, options.MaxRetries, options.TotalTimeout) = (1_180, 5, Timeout.InfiniteTimeSpan));
        var service = made = quota(test.Time);
        test.Service.When("*").Respond(_ => service.Respond());
        return test;
    }

    /// <summary>Creates another client with the same credentials and clock.</summary>
    private static GatewayLogsClient SecondClient(TestClient test, HttpClient http) => new(Options(test), http);

    private static GatewayLogsClientOptions Options(TestClient test)
    {
        var options = TestClient.Options();
        (options.RateLimit, options.TimeProvider, options.TotalTimeout) = (1_180, test.Time, Timeout.InfiniteTimeSpan);
        return options;
    }

    private static Task WorkAsync(GatewayLogsClient client, int calls, int workers)
    {
        var left = calls;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await client.ListLogsAsync();
            }
        }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Ten_thousand_requests_use_the_permitted_rate_without_a_429(bool isSilent)
    {
        using var test = RateLimited(time => new Quota(time) { IsSilent = isSilent }, out var quota);

        await test.Time.RunAsync(WorkAsync(test.Client, 10_000, 64));

        Assert.That((quota.Accepted, quota.Refused), Is.EqualTo((10_000, 0)));
        Assert.That(10_000 / test.Time.Elapsed.TotalSeconds, Is.GreaterThan(0.95 * 1_200 / 300));
    }

    [Test]
    public async Task Clients_with_the_same_credentials_share_a_rate_limiter()
    {
        using var test = RateLimited(time => new Quota(time) { IsSilent = true }, out var quota);
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var second = SecondClient(test, http);

        await test.Time.RunAsync(Task.WhenAll(WorkAsync(test.Client, 2_000, 8), WorkAsync(second, 2_000, 8)));

        Assert.That((quota.Accepted, quota.Refused), Is.EqualTo((4_000, 0)));
    }

    [Test]
    public void Clients_share_a_rate_limiter_by_token_provider_and_not_by_token()
    {
        Func<CancellationToken, ValueTask<string>> provider = _ => ValueTask.FromResult("t"), another = _ => ValueTask.FromResult("t");
        using var test = new TestClient();
        var options = Options(test);

        (options.ApiToken, options.TokenProvider) = (null, provider);
        var first = RateLimiterRegistry.Get(options);
        Assert.That(RateLimiterRegistry.Get(options), Is.SameAs(first));
        options.TokenProvider = another;
        Assert.That(RateLimiterRegistry.Get(options), Is.Not.SameAs(first));
    }

    [TestCase(300, 1_180)]
    [TestCase(1_180, 300)]
    public async Task The_smallest_limit_of_clients_with_the_same_credentials_applies_to_all(int first, int second)
    {
        using var test = new TestClient(options => (options.RateLimit, options.TotalTimeout) = (first, Timeout.InfiniteTimeSpan));
        test.Service.When("*").Respond(_ => TestClient.GoodPage());
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var options = Options(test);
        options.RateLimit = second;

        await test.Time.RunAsync(Task.WhenAll(WorkAsync(new GatewayLogsClient(options, http), 300, 4), WorkAsync(test.Client, 300, 4)));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(300, 305));
    }

    [TestCase(0)]
    [TestCase(1_201)]
    public void A_limit_out_of_range_is_refused(int limit) => Assert.That(
        () => new TestClient(options => options.RateLimit = limit),
        Throws.ArgumentException.With.Message.EqualTo(
            "RateLimit is out of range. Set it to 1 to 1,200 requests per five minutes, or to null to disable the rate limiter."));

    [Test]
    public void The_same_credentials_have_separate_rate_limiters_per_host()
    {
        using var test = new TestClient();
        var options = Options(test);

        var first = RateLimiterRegistry.Get(options);
        options.BaseAddress = new Uri("https://proxy.example.com/");

        Assert.That(RateLimiterRegistry.Get(options), Is.Not.SameAs(first));
    }

    [Test]
    public async Task Other_credentials_have_their_own_rate_limiter()
    {
        using var test = RateLimited(time => new Quota(time), out _);
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var options = Options(test);
        options.ApiToken = "another";
        await test.Time.RunAsync(WorkAsync(test.Client, 1_180, 1));

        test.Service.Clear();
        test.RespondInSequence(TestClient.GoodPage);
        await test.Time.RunAsync(new GatewayLogsClient(options, http).ListLogsAsync());

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.LessThan(1));
    }

    [Test]
    public async Task Requests_of_other_processes_reduce_the_permits()
    {
        using var test = RateLimited(time => new Quota(time), out var quota);
        quota.Use(1_000);

        await test.Time.RunAsync(WorkAsync(test.Client, 1_000, 8));

        Assert.That((quota.Accepted, quota.Refused), Is.EqualTo((1_000, 0)));
    }

    [Test]
    public async Task A_block_stops_all_clients_until_it_is_over()
    {
        using var test = new TestClient(options => (options.RateLimit, options.MaxRetries) = (1_180, 0));
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var respondedAt = new List<TimeSpan>();
        test.Service.When("*").Respond(_ =>
        {
            respondedAt.Add(test.Time.Elapsed);
            return (respondedAt.Count == 1 ? TestClient.Refusal(429, ("Retry-After", "250")) : TestClient.GoodPage)();
        });
        await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Client.ListLogsAsync());

        await test.Time.RunAsync(SecondClient(test, http).ListLogsAsync());

        Assert.That(respondedAt[1].TotalSeconds, Is.InRange(250, 252));
    }

    private static GatewayLogsClient Within(TestClient test, double seconds) =>
        test.Client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = TimeSpan.FromSeconds(seconds) });

    /// <summary>Creates a client that has used its 1,180 permits.</summary>
    private static Task<TestClient> ExhaustedAsync()
    {
        var test = new TestClient(options => (options.RateLimit, options.MaxRetries) = (1_180, 5));
        var service = new Quota(test.Time);
        test.Service.When("*").Respond(_ => service.Respond());
        return UseAsync();

        // Only the clock's creation is synchronous: what it adds to the execution context then flows to the caller.
        async Task<TestClient> UseAsync()
        {
            await test.Time.RunAsync(WorkAsync(test.Client, 1_180, 1));
            return test;
        }
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task A_call_fails_at_once_if_the_wait_for_a_permit_would_exceed_TotalTimeout(string operation)
    {
        using var test = await ExhaustedAsync();

        // The clock is not advanced, so a wait would never end.
        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => Within(test, 2).CallAsync(operation).WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.Multiple(() =>
        {
            Assert.That(test.Requests, Has.Count.EqualTo(1_180));
            Assert.That(exception.RetryAfter!.Value.TotalSeconds, Is.InRange(299, 300));
            Assert.That((exception.Kind, exception.StopReason, exception.Attempts), Is.EqualTo((FailureKind.NotSent, RetryStopReason.BeyondDeadline, 0)));
            Assert.That(exception.Message, Does.Contain("TotalTimeout").And.Contain("2 s"));
        });
    }

    [Test]
    public async Task Waiting_for_a_permit_counts_towards_TotalTimeout()
    {
        using var test = await ExhaustedAsync();

        await test.Time.RunAsync(Within(test, 302).ListLogsAsync());

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(300, 301));
    }

    [Test]
    public async Task Queued_requests_count_in_the_estimated_wait()
    {
        using var test = new TestClient(options => options.RateLimit = 1_180);
        test.RespondInSequence(TestClient.GoodPage);
        await test.Time.RunAsync(WorkAsync(test.Client, 1_170, 1));
        test.Time.Advance(TimeSpan.FromSeconds(100));
        await test.Time.RunAsync(WorkAsync(test.Client, 10, 1));

        // The permits of the first 1,170 requests are released in 200 seconds, and as many calls wait for them; the next call waits for the last ten.
        var waiting = Enumerable.Range(0, 1_170).Select(_ => Within(test, 1_000).ListLogsAsync()).ToList();
        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => Within(test, 250).ListLogsAsync().WaitAsync(TimeSpan.FromSeconds(5)));
        await test.Time.RunAsync(Task.WhenAll(waiting));

        Assert.That(exception.RetryAfter!.Value.TotalSeconds, Is.InRange(299, 301));
    }

    [Test]
    public async Task A_retry_whose_permit_would_come_too_late_fails_at_once()
    {
        using var test = new TestClient(options => (options.RateLimit, options.MaxRetries) = (1_180, 5));
        test.RespondInSequence([.. Enumerable.Repeat(TestClient.GoodPage, 1_179), TestClient.Refusal(503)]);
        await test.Time.RunAsync(WorkAsync(test.Client, 1_179, 1));

        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Time.RunAsync(test.Client.ListLogsAsync()));

        Assert.That((exception.Attempts, test.Requests.Count), Is.EqualTo((1, 1_180)));
        Assert.That(test.Time.Elapsed.TotalSeconds, Is.LessThan(2));
    }

    [Test]
    public async Task An_enumeration_waits_for_permits_without_a_limit()
    {
        using var test = await ExhaustedAsync();
        test.Service.Clear();
        test.RespondInSequence(TestClient.Ok(() => new ByteArrayContent(
            """{"success":true,"result":[{"id":"a","created_at":"2026-11-01T00:00:00Z"}],"result_info":{"total_count":1}}"""u8.ToArray())));

        var logs = await test.Time.RunAsync(test.Client.ListAllLogsAsync().ToListAsync().AsTask());

        Assert.That(logs, Has.Count.EqualTo(1));
        Assert.That(test.Requests, Has.Count.GreaterThan(1_180));
        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(300, 305));
    }

    [Test]
    public async Task An_enumeration_with_an_explicit_TotalTimeout_fails_at_once()
    {
        using var test = await ExhaustedAsync();

        await Failure.OfAsync<GatewayLogsRateLimitException>(
            () => Within(test, 2).ListAllLogsAsync().ToListAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.That(test.Requests, Has.Count.EqualTo(1_180));
    }

    [Test]
    public async Task Cancelling_the_wait_for_a_permit_passes_it_to_the_next_request()
    {
        using var source = new CancellationTokenSource();
        using var test = RateLimited(time => new Quota(time), out _);
        await test.Time.RunAsync(WorkAsync(test.Client, 1_180, 1));
        var waiting = test.Client.ListLogsAsync(cancellationToken: source.Token);
        var next = test.Client.ListLogsAsync();

        await source.CancelAsync();
        var exception = await Failure.OfAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5)));
        await test.Time.RunAsync(next);

        Assert.That((exception.CancellationToken, test.Requests.Count), Is.EqualTo((source.Token, 1_181)));
    }

    [Test]
    public async Task A_client_without_rate_limiting_does_not_wait()
    {
        using var test = new TestClient();
        test.RespondInSequence(TestClient.GoodPage);

        await test.Time.RunAsync(WorkAsync(test.Client, 3_000, 8));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.LessThan(5));
    }
}
