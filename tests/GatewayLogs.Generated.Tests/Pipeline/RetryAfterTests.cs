using System.Globalization;

namespace GatewayLogs.Tests;

public class RetryAfterTests
{
    private static double SecondsBetweenAttempts(TestClient test) => (test.Requests[1].At - test.Requests[0].At).TotalSeconds;

    [TestCase("Retry-After", "30", 30)]
    [TestCase("Retry-After", "2.5", 2.5)]
    [TestCase("Retry-After", "Sun, 22 Nov 2026 08:00:40 GMT", 40)]
    [TestCase("retry-after-ms", "12000", 12)]
    [TestCase("Ratelimit", "\"default\";r=0;t=25", 25)]
    [TestCase("Ratelimit", "\"default\";r=90;t=3, \"burst\";r=0;t=25", 25)]
    public async Task A_server_delay_is_extended_by_at_most_a_tenth(string header, string value, double seconds)
    {
        using var test = TestClient.Retrying(
            TestClient.Refusal(429, (header, value), ("Date", "Sun, 22 Nov 2026 08:00:00 GMT")), TestClient.GoodPage);

        await test.RunAsync("ListGatewayLogs");

        Assert.That(SecondsBetweenAttempts(test), Is.InRange(seconds, (seconds * 1.1) + 1));
    }

    [Test]
    public async Task A_date_without_a_Date_header_is_relative_to_the_local_clock()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(429, ("Retry-After", "Sun, 22 Nov 2026 10:00:40 GMT")), TestClient.GoodPage);

        await test.RunAsync("ListGatewayLogs");

        Assert.That(SecondsBetweenAttempts(test), Is.InRange(40, 45));
    }

    [Test]
    public async Task The_response_to_the_last_request_of_a_window_is_returned()
    {
        using var test = TestClient.Retrying(
            () =>
            {
                var response = TestClient.Ok(() => new ByteArrayContent("""{"success":true,"res"""u8.ToArray()))();
                response.Headers.Add("Ratelimit", "\"default\";r=0;t=250");
                return response;
            },
            TestClient.GoodPage);

        await test.RunAsync("ListGatewayLogs");

        Assert.That(SecondsBetweenAttempts(test), Is.LessThanOrEqualTo(1.5));
    }

    [TestCase("Retry-After", "-1")]
    [TestCase("Retry-After", "NaN")]
    [TestCase("Retry-After", "Infinity")]
    [TestCase("Retry-After", "soon")]
    [TestCase("Retry-After", "1e20")]
    [TestCase("Retry-After", "100000000000000000000")]
    [TestCase("retry-after-ms", "1e20")]
    [TestCase("Retry-After", "Sun, 22 Nov 2026 07:00:00 GMT")]
    [TestCase("Retry-After", "0")]
    [TestCase("retry-after-ms", "-12000")]
    [TestCase("Ratelimit", "\"default\";r=1;t=25")]
    public async Task A_malformed_server_delay_is_ignored(string header, string value)
    {
        using var test = TestClient.Retrying(
            TestClient.Refusal(429, (header, value), ("Date", "Sun, 22 Nov 2026 08:00:00 GMT")), TestClient.GoodPage);

        await test.RunAsync("ListGatewayLogs");

        Assert.That(SecondsBetweenAttempts(test), Is.LessThanOrEqualTo(1.5), "the first backoff delay is at most half a second");
    }

    [TestCase("Retry-After", "120")]
    [TestCase("retry-after-ms", "100001")]
    [TestCase("Ratelimit", "\"default\";r=0;t=250")]
    public async Task A_server_delay_beyond_the_deadline_fails_at_once_with_that_delay(string header, string value)
    {
        using var test = TestClient.Retrying(
            TestClient.Refusal(429, (header, value), ("Ratelimit-Policy", "\"default\";q=1200;w=300")), TestClient.GoodPage);

        // The clock is not advanced, so a wait would never end.
        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Client.ListLogsAsync().WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.That((exception.RetryAfter > TimeSpan.FromSeconds(100), test.Requests.Count), Is.EqualTo((true, 1)));
    }

    [TestCase("Retry-After", "120", 120)]
    [TestCase("Retry-After", "3600", 3_600)]
    [TestCase("Ratelimit", "\"default\";r=0;t=250", 250)]
    public async Task Listing_all_logs_waits_for_a_server_delay_beyond_the_deadline(string header, string value, double seconds)
    {
        using var test = TestClient.Retrying(
            TestClient.Refusal(429, (header, value)), TestClient.Refusal(429, (header, value)), TestClient.GoodPage, TestClient.Refusal(403));

        await Failure.OfAsync<GatewayLogsException>(
            () => test.Time.RunAsync(test.Client.ListAllLogsAsync().ToListAsync().AsTask(), atMostSeconds: 10_000));

        Assert.That(SecondsBetweenAttempts(test), Is.InRange(seconds, (seconds * 1.1) + 1));
        Assert.That(test.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Deleting_logs_waits_for_a_server_delay_beyond_the_deadline()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(429, ("Retry-After", "120")), TestClient.Refusal(403));

        await Failure.OfAsync<GatewayLogsException>(() => test.Time.RunAsync(
            test.Client.DeleteMatchingLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Model.EqualTo("gpt-4o")] })));

        Assert.That(SecondsBetweenAttempts(test), Is.InRange(120, 133));
    }

    [Test]
    public async Task Listing_all_logs_does_not_wait_beyond_a_timeout_that_the_caller_set()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(429, ("Retry-After", "120")), TestClient.GoodPage);
        var client = test.Client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = TimeSpan.FromSeconds(60) });

        await Failure.OfAsync<GatewayLogsRateLimitException>(() => client.ListAllLogsAsync().ToListAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5)));

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_server_delay_that_just_meets_the_deadline_is_waited_for()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(429, ("retry-after-ms", "99000")), TestClient.GoodPage);

        await test.RunAsync("ListGatewayLogs");

        Assert.That(SecondsBetweenAttempts(test), Is.InRange(99, 100), "the deadline leaves no time for an extension");
    }

    [Test]
    public async Task A_rate_limit_exception_reports_the_limit_and_the_remaining_quota()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(
            429, ("Retry-After", "120"), ("Ratelimit", "\"default\";r=0;t=119"), ("Ratelimit-Policy", "\"default\";q=1200;w=300")));

        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That((exception.RetryAfter, exception.Limit, exception.Remaining), Is.EqualTo((TimeSpan.FromSeconds(120), 1200, 0)));
    }

    [TestCase(300, true)]
    [TestCase(3_600, true)]
    [TestCase(3_601, false)]
    public async Task Without_a_deadline_server_delays_up_to_an_hour_are_waited_for(int seconds, bool isObeyed)
    {
        using var test = TestClient.Retrying(TestClient.Refusal(429, ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))), TestClient.GoodPage);
        var call = test.Client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = Timeout.InfiniteTimeSpan }).ListLogsAsync();

        if (isObeyed)
        {
            await test.Time.RunAsync(call, atMostSeconds: 5_000);
            Assert.That(SecondsBetweenAttempts(test), Is.InRange(seconds, (seconds * 1.1) + 1));
        }
        else
        {
            await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Time.RunAsync(call));
        }
    }
}
