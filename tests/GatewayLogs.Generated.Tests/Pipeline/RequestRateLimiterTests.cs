using GatewayLogs.Pipeline;

namespace GatewayLogs.Tests;

public class RequestRateLimiterTests
{
    private static GatewayLogsResponse Respond(string rateLimit) => new(200, new Dictionary<string, IEnumerable<string>> { ["Ratelimit"] = [rateLimit] });

    /// <summary>Returns how many of the requests get a permit at once.</summary>
    private static int AtOnce(RequestRateLimiter limiter, int requests) =>
        Enumerable.Range(0, requests).Count(_ => limiter.AcquireAsync(CancellationToken.None).AsTask().IsCompleted);

    [Test]
    public void Requests_in_flight_are_subtracted_from_the_remaining_quota()
    {
        var limiter = new RequestRateLimiter(new VirtualTime());
        AtOnce(limiter, 3);

        limiter.ApplyServerLimit(Respond("\"default\";r=10;t=100"));

        Assert.That(AtOnce(limiter, 20), Is.EqualTo(8));
    }

    [Test]
    public async Task A_server_limit_never_stops_requests_for_longer_than_a_window()
    {
        var time = new VirtualTime();
        var limiter = new RequestRateLimiter(time);
        AtOnce(limiter, 1);
        limiter.ApplyServerLimit(Respond("\"default\";r=0;t=100000"));

        await time.RunAsync(limiter.AcquireAsync(CancellationToken.None).AsTask());

        Assert.That(time.Elapsed.TotalSeconds, Is.InRange(300, 301));
    }

    [TestCase("me@example.com", "key", true)]
    [TestCase("you@example.com", "key", false)]
    [TestCase("me@example.com", "other", false)]
    public void Clients_with_an_email_and_a_key_share_a_limiter_by_both(string email, string key, bool isShared)
    {
        var time = new VirtualTime();
        GatewayLogsClientOptions Options(string email, string key) => new() { Email = email, ApiKey = key, TimeProvider = time };

        Assert.That(
            ReferenceEquals(RateLimiterRegistry.Get(Options("me@example.com", "key")), RateLimiterRegistry.Get(Options(email, key))),
            Is.EqualTo(isShared));
    }
}
