namespace GatewayLogs.Tests;

public class GatewayLogsResponseTests
{
    private static GatewayLogsResponse With(params (string Name, string Value)[] headers) =>
        new(200, headers.ToDictionary(header => header.Name, IEnumerable<string> (header) => [header.Value]));

    [Test]
    public void Header_names_are_case_insensitive() =>
        Assert.That(With(("CF-Ray", "abc-AMS")).RayId, Is.EqualTo("abc-AMS"));

    [Test]
    public void The_rate_limit_is_read_from_both_headers()
    {
        var limit = With(("Ratelimit", "\"default\";r=50;t=30"), ("Ratelimit-Policy", "\"default\";q=1200;w=300")).RateLimit!;

        Assert.That(
            (limit.Policy, limit.Remaining, limit.ResetAfter, limit.Limit, limit.Window),
            Is.EqualTo(("default", 50, TimeSpan.FromSeconds(30), 1200, TimeSpan.FromMinutes(5))));
    }

    [Test]
    public void Values_of_another_policy_are_ignored()
    {
        var limit = With(("Ratelimit", "\"default\";r=50;t=30"), ("Ratelimit-Policy", "\"burst\";q=100;w=60")).RateLimit!;

        Assert.That((limit.Limit, limit.Window), Is.EqualTo(((int?)null, (TimeSpan?)null)));
    }

    [Test]
    public void The_tightest_policy_applies_in_any_header_line()
    {
        var limit = new GatewayLogsResponse(200, new Dictionary<string, IEnumerable<string>>
        {
            ["Ratelimit"] = ["\"burst\";r=90;t=3", "\"default\";r=0;t=25"],
            ["Ratelimit-Policy"] = ["\"burst\";q=100;w=60", "\"default\";q=1200;w=300"],
        }).RateLimit!;

        Assert.That((limit.Policy, limit.Remaining, limit.Limit), Is.EqualTo(("default", 0, 1200)));
    }

    [TestCase("")]
    [TestCase("default;r=50")]
    [TestCase("\"default\"")]
    [TestCase("\"default\";r=many")]
    [TestCase("\"default\";r=-1")]
    [TestCase(";;;===")]
    public void A_malformed_rate_limit_is_ignored(string header) => Assert.That(With(("Ratelimit", header)).RateLimit, Is.Null);

    [TestCase("0", 0)]
    [TestCase("300", 300)]
    public void Retry_After_in_seconds_is_parsed(string header, int seconds) =>
        Assert.That(With(("retry-after", header)).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void Retry_After_as_a_date_is_relative_to_the_servers_clock() =>
        Assert.That(
            With(("Retry-After", "Sun, 22 Nov 2026 10:05:00 GMT"), ("Date", "Sun, 22 Nov 2026 10:00:00 GMT")).RetryAfter,
            Is.EqualTo(TimeSpan.FromMinutes(5)));

    [TestCase("-5")]
    [TestCase("soon")]
    [TestCase("NaN")]
    [TestCase("1e9")]
    [TestCase("99999999999")]
    [TestCase("Sun, 22 Nov 2026 09:00:00 GMT")]
    public void A_malformed_Retry_After_is_ignored(string header) =>
        Assert.That(With(("Retry-After", header), ("Date", "Sun, 22 Nov 2026 10:00:00 GMT")).RetryAfter, Is.Null);
}
