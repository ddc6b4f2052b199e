using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class TimeoutTests
{
    /// <summary>Creates a client whose requests all hang before the response headers.</summary>
    private static TestClient Hanging(Action<GatewayLogsClientOptions>? configure = null)
    {
        var test = new TestClient(configure);
        test.RespondInSequence(() => new HttpResponseMessage());
        test.Hangs = true;
        return test;
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task Missing_headers_time_out_after_thirty_seconds(string operation)
    {
        using var test = Hanging();

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.RunAsync(operation));

        var timeout = exception as GatewayLogsTimeoutException ?? exception.InnerException as GatewayLogsTimeoutException;
        Assert.Multiple(() =>
        {
            Assert.That(timeout!.Message, Does.Contain("30 s (HeadersTimeout)"));
            Assert.That(timeout.Timeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
            Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(30, 31));
        });
    }

    [Test]
    public async Task A_stalled_body_times_out_after_any_number_of_bytes()
    {
        using var test = new TestClient();
        test.RespondInSequence(TestClient.Ok(() => new StreamContent(new StalledStream("{\"success\":true"u8.ToArray()))));

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.Multiple(() =>
        {
            Assert.That(exception.Message, Does.Contain("30 s").And.Contain("BodyInactivityTimeout"));
            Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(30, 31));
        });
    }

    [Test]
    public async Task A_slow_body_does_not_time_out()
    {
        using var test = new TestClient(options => options.TotalTimeout = Timeout.InfiniteTimeSpan);
        test.RespondInSequence(TestClient.Ok(
            () => new StreamContent(new SlowStream(test.Time, """{"success":true,"result":[]}"""u8.ToArray(), TimeSpan.FromSeconds(20)))));

        await test.RunAsync("ListGatewayLogs");

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.GreaterThan(20 * 28));
    }

    [Test]
    public async Task A_call_with_its_retries_takes_at_most_a_hundred_seconds()
    {
        using var test = Hanging(options => options.MaxRetries = 50);

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.Multiple(() =>
        {
            Assert.That(exception.Attempts, Is.InRange(3, 4));
            Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(89, 101));
        });
    }

    [Test]
    public async Task A_retry_after_a_timeout_costs_twice_the_budget()
    {
        using var test = Hanging(options =>
        {
            options.MaxRetries = 100;
            options.HeadersTimeout = TimeSpan.FromSeconds(1);
            options.TotalTimeout = Timeout.InfiniteTimeSpan;
        });

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That(exception.Attempts, Is.EqualTo(51), "a budget of 500 pays for 50 retries at 10 each");
    }

    [Test]
    public async Task TotalTimeout_is_reported_separately_from_the_timeout_of_an_attempt()
    {
        using var test = Hanging(options => options.TotalTimeout = TimeSpan.FromSeconds(12));

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That(exception.Message, Does.Contain("12 s").And.Contain("TotalTimeout"));
    }

    [Test]
    public async Task Timeouts_can_be_set_per_call()
    {
        using var test = Hanging();
        var hasty = test.Client.WithOptions(new GatewayLogsCallOptions { HeadersTimeout = TimeSpan.FromSeconds(3) });

        await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(hasty.ListLogsAsync()));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(3, 4));
    }

    [Test]
    public void Call_options_are_validated_like_client_options()
    {
        using var test = new TestClient();

        Assert.That(
            () => test.Client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = TimeSpan.Zero, MaxRetries = -1 }),
            Throws.ArgumentException.With.Message.Contains("TotalTimeout").And.Message.Contains("MaxRetries"));
    }

    [Test]
    public void Connecting_times_out_after_ten_seconds()
    {
        using var handler = GatewayLogsClient.CreateHttpMessageHandler();

        Assert.That((handler.ConnectTimeout, handler.AllowAutoRedirect), Is.EqualTo((TimeSpan.FromSeconds(10), false)));
    }

    [TestCase(6)]
    [TestCase(9.5)]
    public async Task TotalTimeout_covers_all_requests_of_a_call(double secondsOfDetail)
    {
        using var test = new TestClient(options => (options.TotalTimeout, options.HeadersTimeout) = (TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan));
        test.Service.When($"*/logs/{Operations.Id}").Respond(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(secondsOfDetail), test.Time);
            return TestClient.Good();
        });
        test.Service.When("*").Respond(async () =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), test.Time);
            return TestClient.Good();
        });

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(test.Client.GetLogBodiesAsync(Operations.Id)));

        Assert.That(exception.Timeout, Is.EqualTo(TimeSpan.FromSeconds(10)));
        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(10, 11));
    }

    [Test]
    public async Task TotalTimeout_of_a_deletion_includes_its_list_requests()
    {
        using var test = new TestClient(options => (options.TotalTimeout, options.HeadersTimeout) = (TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan));
        test.Service.When("*").Respond(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4), test.Time);
            return TestClient.Ok(() => new ByteArrayContent(
                """{"success":true,"result":[{"id":"a","model":"gpt-4o","created_at":"2026-01-01T00:00:00Z"}]}"""u8.ToArray()))();
        });

        await Failure.OfAsync<GatewayLogsTimeoutException>(
            () => test.Time.RunAsync(test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter] })));

        Assert.That(test.Requests.Select(request => request.Method), Is.All.EqualTo("GET"));
        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(10, 11));
    }

    [Test]
    public async Task Clients_share_connections_but_no_cookies()
    {
        await using var server = new FaultyServer(_ => new(
            System.Text.Encoding.ASCII.GetBytes(
                "HTTP/1.1 200 OK\r\nSet-Cookie: __cf_bm=c; path=/\r\nContent-Type: application/json\r\n"
                + "Content-Length: 28\r\n\r\n{\"success\":true,\"result\":[]}"),
            FaultyEnd.KeepOpen));

        for (var client = 0; client < 2; client++)
        {
            await new GatewayLogsClient(server.Options()).ListLogsAsync();
        }

        Assert.That(server.Heads, Has.Count.EqualTo(2).And.None.Contains("__cf_bm"));
    }
}
