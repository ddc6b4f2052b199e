using System.Buffers.Binary;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Logging;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public sealed class SharedRateLimitTests
{
    private TemporaryFolder _folder = null!;

    private string RateLimitFile => _folder.GetPath("requests");

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    /// <summary>Sets options as in another process: a client with a token provider of its own has a rate limiter of its own.</summary>
    private void Share(GatewayLogsClientOptions options, int limit)
    {
        (options.RateLimit, options.RateLimitFile, options.TotalTimeout) = (limit, RateLimitFile, Timeout.InfiniteTimeSpan);
        var token = $"token-{limit}";
        (options.ApiToken, options.TokenProvider) = (null, _ => ValueTask.FromResult(token));
    }

    private TestClient Create(int limit, Action<GatewayLogsClientOptions>? configure = null)
    {
        var test = new TestClient(options =>
        {
            Share(options, limit);
            configure?.Invoke(options);
        });
        test.Service.When("*").Respond(_ => TestClient.GoodPage());
        return test;
    }

    private GatewayLogsClient CreateSecond(TestClient test, int limit)
    {
        var options = TestClient.Options();
        options.TimeProvider = test.Time;
        Share(options, limit);
        return new GatewayLogsClient(options, test.Http);
    }

    private static async Task ListAsync(GatewayLogsClient client, int times)
    {
        for (var count = 0; count < times; count++)
        {
            await client.ListLogsAsync();
        }
    }

    private void WriteTimes(params DateTimeOffset[] times) => File.WriteAllBytes(RateLimitFile, [.. times.SelectMany(time =>
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, time.ToUnixTimeMilliseconds());
        return bytes;
    })]);

    [Test]
    public async Task Two_processes_send_no_more_requests_in_five_minutes_than_one_may()
    {
        using var test = Create(30);
        var second = CreateSecond(test, 30);

        await test.Time.RunAsync(Task.WhenAll(ListAsync(test.Client, 60), ListAsync(second, 60)));

        var sent = test.Requests.Select(request => request.At).Order().ToList();
        var most = sent.Max(start => sent.Count(at => at >= start && at < start + TimeSpan.FromSeconds(300)));
        Assert.That((sent.Count, most), Is.EqualTo((120, 30)));
        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(900, 905));
    }

    [Test]
    public async Task A_process_with_a_smaller_limit_leaves_the_rest_to_the_others()
    {
        using var test = Create(10);
        var second = CreateSecond(test, 30);
        await test.Time.RunAsync(ListAsync(test.Client, 10));

        await test.Time.RunAsync(ListAsync(second, 20));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.LessThan(5));
    }

    [Test]
    public async Task Requests_of_a_process_that_was_killed_still_count()
    {
        using var test = Create(1);
        WriteTimes(test.Time.GetUtcNow() - TimeSpan.FromSeconds(100));

        await test.Time.RunAsync(test.Client.ListLogsAsync());

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(200, 201));
    }

    [Test]
    public async Task A_clock_that_was_set_back_delays_requests_by_at_most_five_minutes()
    {
        using var test = Create(1);
        WriteTimes(test.Time.GetUtcNow() + TimeSpan.FromDays(1));

        await test.Time.RunAsync(test.Client.ListLogsAsync());

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(299, 301));
    }

    [Test]
    public async Task A_call_fails_at_once_if_the_wait_would_exceed_TotalTimeout()
    {
        using var test = Create(1, options => options.TotalTimeout = TimeSpan.FromSeconds(20));
        WriteTimes(test.Time.GetUtcNow());

        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Client.ListLogsAsync().WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.That(exception.RetryAfter!.Value.TotalSeconds, Is.InRange(299, 300));
        Assert.That(test.Requests, Is.Empty);
    }

    [Test]
    public async Task A_file_that_cannot_be_used_is_logged_once_and_does_not_stop_requests()
    {
        using var logging = new FakeLoggerProvider();
        using var factory = new LoggerFactory([logging]);
        using var test = Create(5, options => (options.RateLimitFile, options.LoggerFactory) = (_folder.GetPath("missing/requests"), factory));

        await test.Time.RunAsync(ListAsync(test.Client, 2));

        Assert.That(test.Requests, Has.Count.EqualTo(2));
        Assert.That(logging.Collector.GetSnapshot().Count(entry => entry.Message.Contains("RateLimitFile", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_waits_while_another_process_has_the_file_open()
    {
        using var test = Create(5);
        Task listing;
        await using (new FileStream(RateLimitFile, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            listing = test.Client.ListLogsAsync();
            await Task.Delay(20);
            Assert.That(test.Requests, Is.Empty);
        }

        await listing.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_its_owner_can_read_the_file()
    {
        using var test = Create(5);

        await test.Time.RunAsync(test.Client.ListLogsAsync());

        Assert.That(File.GetUnixFileMode(RateLimitFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }
}
