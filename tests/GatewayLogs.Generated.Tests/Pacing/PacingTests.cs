using GatewayLogs.Pacing;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class PacingTests
{
    private static TestClient Paced(Func<VirtualTime, Quota> quota, out Quota made)
    {
        var test = new TestClient(options => (options.Pacing, options.MaxRetries) = (true, 5));
        var service = made = quota(test.Time);
        test.Service.When("*").Respond(_ => service.Answer());
        return test;
    }

    /// <summary>Another client with the same credentials and clock.</summary>
    private static GatewayLogsClient SecondClient(TestClient test, HttpClient http) => new(Options(test), http);

    private static GatewayLogsClientOptions Options(TestClient test)
    {
        var options = TestClient.Options();
        (options.Pacing, options.TimeProvider) = (true, test.Time);
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
    public async Task Ten_thousand_requests_are_never_refused_and_use_the_rate_that_is_allowed(bool isSilent)
    {
        using var test = Paced(time => new Quota(time) { IsSilent = isSilent }, out var quota);

        await test.Time.RunAsync(WorkAsync(test.Client, 10_000, 64));

        Assert.That((quota.Accepted, quota.Refused), Is.EqualTo((10_000, 0)));
        Assert.That(10_000 / test.Time.Elapsed.TotalSeconds, Is.GreaterThan(0.95 * 1_200 / 300));
    }

    [Test]
    public async Task A_second_client_with_the_same_credentials_shares_the_rate()
    {
        using var test = Paced(time => new Quota(time) { IsSilent = true }, out var quota);
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var second = SecondClient(test, http);

        await test.Time.RunAsync(Task.WhenAll(WorkAsync(test.Client, 2_000, 8), WorkAsync(second, 2_000, 8)));

        Assert.That((quota.Accepted, quota.Refused), Is.EqualTo((4_000, 0)));
    }

    [Test]
    public void Clients_share_a_rate_by_their_provider_of_tokens_and_not_by_what_it_gives()
    {
        Func<CancellationToken, ValueTask<string>> provider = _ => ValueTask.FromResult("t"), another = _ => ValueTask.FromResult("t");
        using var test = new TestClient();
        var options = Options(test);

        (options.ApiToken, options.TokenProvider) = (null, provider);
        var first = Pacers.For(options);
        Assert.That(Pacers.For(options), Is.SameAs(first));
        options.TokenProvider = another;
        Assert.That(Pacers.For(options), Is.Not.SameAs(first));
    }

    [Test]
    public void The_same_credentials_have_another_rate_at_another_host()
    {
        using var test = new TestClient();
        var options = Options(test);

        var first = Pacers.For(options);
        options.BaseAddress = new Uri("https://proxy.example.com/");

        Assert.That(Pacers.For(options), Is.Not.SameAs(first));
    }

    [Test]
    public async Task Other_credentials_have_a_rate_of_their_own()
    {
        using var test = Paced(time => new Quota(time), out _);
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var options = Options(test);
        options.ApiToken = "another";
        await test.Time.RunAsync(WorkAsync(test.Client, 1_180, 1));

        test.Service.Clear();
        test.AnswerInTurn(TestClient.GoodPage);
        await test.Time.RunAsync(new GatewayLogsClient(options, http).ListLogsAsync());

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.LessThan(1));
    }

    [Test]
    public async Task What_other_processes_use_is_left_to_them()
    {
        using var test = Paced(time => new Quota(time), out var quota);
        quota.Use(1_000);

        await test.Time.RunAsync(WorkAsync(test.Client, 1_000, 8));

        Assert.That((quota.Accepted, quota.Refused), Is.EqualTo((1_000, 0)));
    }

    [Test]
    public async Task A_block_stops_all_clients_until_it_is_over()
    {
        using var test = new TestClient(options => (options.Pacing, options.MaxRetries) = (true, 0));
        using var http = new HttpClient(test.Service, disposeHandler: false);
        var answeredAt = new List<TimeSpan>();
        test.Service.When("*").Respond(_ =>
        {
            answeredAt.Add(test.Time.Elapsed);
            return (answeredAt.Count == 1 ? TestClient.Refusal(429, ("Retry-After", "250")) : TestClient.GoodPage)();
        });
        await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Client.ListLogsAsync());

        await test.Time.RunAsync(SecondClient(test, http).ListLogsAsync());

        Assert.That(answeredAt[1].TotalSeconds, Is.InRange(250, 252));
    }

    [Test]
    public async Task Waiting_for_a_turn_is_no_part_of_the_total_time()
    {
        using var test = Paced(time => new Quota(time), out _);
        await test.Time.RunAsync(WorkAsync(test.Client, 1_180, 1));

        await test.Time.RunAsync(test.Client.ListLogsAsync());

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(300, 301));
    }

    [Test]
    public async Task A_cancellation_ends_the_wait_for_a_turn_and_lets_the_next_one_have_it()
    {
        using var source = new CancellationTokenSource();
        using var test = Paced(time => new Quota(time), out _);
        await test.Time.RunAsync(WorkAsync(test.Client, 1_180, 1));
        var waiting = test.Client.ListLogsAsync(cancellationToken: source.Token);
        var next = test.Client.ListLogsAsync();

        await source.CancelAsync();
        var exception = await Failure.OfAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5)));
        await test.Time.RunAsync(next);

        Assert.That((exception.CancellationToken, test.Requests.Count), Is.EqualTo((source.Token, 1_181)));
    }

    [Test]
    public async Task A_client_without_pacing_does_not_wait()
    {
        using var test = new TestClient();
        test.AnswerInTurn(TestClient.GoodPage);

        await test.Time.RunAsync(WorkAsync(test.Client, 3_000, 8));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.LessThan(5));
    }
}
