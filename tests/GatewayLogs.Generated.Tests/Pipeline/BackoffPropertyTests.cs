using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Tests;

public class BackoffPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(10_000, otherwise: 10_000, quick: 2_000));

    private static Gen<double> Random => Gen.Choose(0, int.MaxValue).Select(number => number / (double)int.MaxValue);

    private static Gen<string> HostileHeader => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        ArbMap.Default.GeneratorFor<double>().Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Choose(0, 400).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.ArrayOf(Gen.Elements(
            "\"default\"", "\"burst\"", ";", ",", "r=", "t=", "q=", "w=", "0", "30", "99999999999", "-1", "=", "\"", " ", "é"))
            .Select(string.Concat),
        Gen.Choose(0, 40_000_000).Select(seconds => DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(seconds).ToString("r")));

    [Test]
    public void A_backoff_delay_is_never_negative_and_never_longer_than_its_bound() => Check.One(s_config, Prop.ForAll(
        Gen.Zip(Gen.Choose(0, 100_000), Random).ToArbitrary(),
        pair =>
        {
            var (retries, random) = pair;
            var wait = Backoff.Compute(retries, random).TotalSeconds;
            return wait >= 0 && wait <= 20 && wait <= 0.5 * Math.Pow(2, retries);
        }));

    [Test]
    public void Backoff_delays_cover_their_whole_range()
    {
        var waits = Gen.Sample(Random, 10_000).Select(random => Backoff.Compute(3, random).TotalSeconds).ToList();

        Assert.That((waits.Min(), waits.Max(), waits.Average()), Is.EqualTo((0.0, 4.0, 2.0)).Using<(double, double, double)>((a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 0.05 && Math.Abs(a.Item2 - b.Item2) < 0.05 && Math.Abs(a.Item3 - b.Item3) < 0.1));
    }

    [Test]
    public void A_server_delay_is_never_shortened_and_extended_by_at_most_a_tenth() => Check.One(s_config, Prop.ForAll(
        Gen.Zip(Gen.Choose(1, 300_000), Random).ToArbitrary(),
        pair =>
        {
            var (milliseconds, random) = pair;
            var hint = TimeSpan.FromMilliseconds(milliseconds);
            var wait = Backoff.AddJitter(hint, random);
            return wait >= hint && wait <= hint * 1.1 + TimeSpan.FromTicks(1);
        }));

    [Test]
    public void No_header_value_fails_the_parsing_of_delays() => Check.One(s_config, Prop.ForAll(
        Gen.Zip(Gen.Zip(HostileHeader, HostileHeader), Gen.Zip(HostileHeader, HostileHeader)).ToArbitrary(),
        headers =>
        {
            var response = new GatewayLogsResponse(429, new Dictionary<string, IEnumerable<string>>
            {
                ["Retry-After"] = [headers.Item1.Item1],
                ["retry-after-ms"] = [headers.Item1.Item2],
                ["Ratelimit"] = [headers.Item2.Item1],
                ["Ratelimit-Policy"] = [headers.Item2.Item2],
                ["Date"] = [headers.Item2.Item2],
            });
            return response.RetryAfter is not { Ticks: < 0 } && response.RateLimit is not { Remaining: < 0 };
        }));

    [Test]
    public void Every_number_of_seconds_is_parsed_exactly() => Check.One(s_config, Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seconds => Hint("Retry-After", seconds) == TimeSpan.FromSeconds(seconds) && Hint("retry-after-ms", seconds) == TimeSpan.FromMilliseconds(seconds)));

    [Test]
    public void Every_date_is_relative_to_the_date_of_the_response() => Check.One(s_config, Prop.ForAll(
        Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(-400, 400)).ToArbitrary(),
        pair =>
        {
            var date = DateTimeOffset.UnixEpoch.AddSeconds(pair.Item1);
            var hint = new GatewayLogsResponse(503, new Dictionary<string, IEnumerable<string>>
            {
                ["Date"] = [date.ToString("r")],
                ["Retry-After"] = [date.AddSeconds(pair.Item2).ToString("r")],
            }).RetryAfter;
            return hint == (pair.Item2 < 0 ? null : TimeSpan.FromSeconds(pair.Item2));
        }));

    [Test]
    public void Every_rate_limit_is_parsed_exactly_and_the_tightest_applies() => Check.One(s_config, Prop.ForAll(
        Gen.Zip(Gen.Zip(Gen.Choose(0, 2_000), Gen.Choose(0, 300)), Gen.Zip(Gen.Choose(0, 2_000), Gen.Choose(0, 300))).ToArbitrary(),
        pair =>
        {
            var ((r1, t1), (r2, t2)) = pair;
            var limit = GatewayLogsRateLimit.Parse($"\"default\";r={r1};t={t1}, \"burst\";t={t2};r={r2}", "\"burst\";q=100;w=60,\"default\";q=1200;w=300")!;
            var expected = r1 <= r2 ? ("default", r1, t1, 1_200, 300) : ("burst", r2, t2, 100, 60);
            return (limit.Policy, limit.Remaining, (int)limit.ResetAfter!.Value.TotalSeconds, limit.Limit!.Value,
                (int)limit.Window!.Value.TotalSeconds) == expected;
        }));

    private static TimeSpan? Hint(string header, int value) =>
        new GatewayLogsResponse(429, new Dictionary<string, IEnumerable<string>>
        {
            [header] = [value.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        }).RetryAfter;
}
