using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class TimeoutTests
{
    /// <summary>A client whose every request hangs before its headers.</summary>
    private static TestClient Hanging(Action<GatewayLogsClientOptions>? configure = null)
    {
        var test = new TestClient(configure);
        test.AnswerInTurn(() => new HttpResponseMessage());
        test.Hangs = true;
        return test;
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task Headers_that_do_not_come_are_a_timeout_of_thirty_seconds(string operation)
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
    public async Task A_body_that_stops_is_a_timeout_however_much_has_come()
    {
        using var test = new TestClient();
        test.AnswerInTurn(TestClient.Ok(() => new StreamContent(new StalledStream("{\"success\":true"u8.ToArray()))));

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.Multiple(() =>
        {
            Assert.That(exception.Message, Does.Contain("30 s").And.Contain("BodyInactivityTimeout"));
            Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(30, 31));
        });
    }

    [Test]
    public async Task A_body_that_comes_slowly_is_no_timeout()
    {
        using var test = new TestClient(options => options.TotalTimeout = Timeout.InfiniteTimeSpan);
        test.AnswerInTurn(TestClient.Ok(() => new StreamContent(new SlowStream(test.Time, """{"success":true,"result":[]}"""u8.ToArray(), TimeSpan.FromSeconds(20)))));

        await test.RunAsync("ListGatewayLogs");

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.GreaterThan(20 * 28));
    }

    [Test]
    public async Task A_call_takes_a_hundred_seconds_at_most_with_all_its_retries()
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
    public async Task A_retry_after_a_timeout_costs_twice_as_much_as_another()
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
    public async Task The_end_of_the_whole_time_is_reported_from_that_of_an_attempt()
    {
        using var test = Hanging(options => options.TotalTimeout = TimeSpan.FromSeconds(12));

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That(exception.Message, Does.Contain("12 s").And.Contain("TotalTimeout"));
    }

    [Test]
    public async Task Calls_can_differ_in_their_timeouts()
    {
        using var test = Hanging();
        var hasty = test.Client.WithOptions(new GatewayLogsCallOptions { HeadersTimeout = TimeSpan.FromSeconds(3) });

        await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(hasty.ListLogsAsync()));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(3, 4));
    }

    [Test]
    public void Options_of_a_call_are_validated_as_those_of_a_client_are()
    {
        using var test = new TestClient();

        Assert.That(
            () => test.Client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = TimeSpan.Zero, MaxRetries = -1 }),
            Throws.ArgumentException.With.Message.Contains("TotalTimeout").And.Message.Contains("MaxRetries"));
    }

    [Test]
    public void A_connection_has_ten_seconds()
    {
        using var handler = GatewayLogsClient.CreateHttpMessageHandler();

        Assert.That((handler.ConnectTimeout, handler.AllowAutoRedirect), Is.EqualTo((TimeSpan.FromSeconds(10), false)));
    }

    [TestCase(6)]
    [TestCase(9.5)]
    public async Task The_total_time_is_that_of_all_requests_which_a_call_sends(double secondsOfDetail)
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
    public async Task The_listings_before_a_deletion_are_a_part_of_its_total_time()
    {
        using var test = new TestClient(options => (options.TotalTimeout, options.HeadersTimeout) = (TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan));
        test.Service.When("*").Respond(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4), test.Time);
            return TestClient.Ok(() => new ByteArrayContent("""{"success":true,"result":[{"id":"a","model":"gpt-4o","created_at":"2026-01-01T00:00:00Z"}]}"""u8.ToArray()))();
        });

        await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(test.Client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [Some.Filter] })));

        Assert.That(test.Requests.Select(request => request.Method), Is.All.EqualTo("GET"));
        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(10, 11));
    }

    [Test]
    public async Task Clients_share_connections_and_no_cookies()
    {
        await using var server = new FaultyServer(_ => new(
            System.Text.Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nSet-Cookie: __cf_bm=c; path=/\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n{\"success\":true,\"result\":[]}"), FaultyEnd.KeepOpen));

        for (var client = 0; client < 2; client++)
        {
            await new GatewayLogsClient(server.Options()).ListLogsAsync();
        }

        Assert.That(server.Heads, Has.Count.EqualTo(2).And.None.Contains("__cf_bm"));
    }
}
