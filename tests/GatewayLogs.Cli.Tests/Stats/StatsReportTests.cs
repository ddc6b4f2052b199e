using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Cli.Stats;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class StatsReportTests
{
    [Test]
    public void Sums_of_costs_are_exact()
    {
        var sum = new ExactSum();
        sum.Add(1_000_000_000_000m);
        sum.Add(0.0000000000000000000000000001m);
        sum.Add(-0.5m);

        Assert.That(sum.ToString(), Is.EqualTo("999999999999.5000000000000000000000000001"));
    }

    [TestCase("0", ExpectedResult = "0")]
    [TestCase("1.50", ExpectedResult = "1.5")]
    [TestCase("-0.000001", ExpectedResult = "-0.000001")]
    public string A_sum_has_no_trailing_zeros(string number)
    {
        var sum = new ExactSum();
        sum.Add(decimal.Parse(number, null));
        return sum.ToString();
    }

    [Test]
    public void A_percentile_is_computed_by_the_nearest_rank() => Prop.ForAll(
        Gen.Choose(0, 40).ArrayOf().Where(numbers => numbers.Length > 0).ToArbitrary(),
        Gen.Choose(1, 100).ToArbitrary(),
        (numbers, percent) =>
        {
            var durations = new Durations();
            Array.ForEach(numbers, number => durations.Add(number));

            var sorted = numbers.Order().ToArray();
            Assert.That(durations.Percentile(percent), Is.EqualTo(sorted[(int)Math.Ceiling(percent / 100m * sorted.Length) - 1]));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Without_durations_there_is_no_percentile() => Assert.That(new Durations().Percentile(50), Is.Null);

    [Test]
    public void Logs_without_a_value_are_a_separate_group()
    {
        var report = new StatsReport(GroupKey.ParseAll("day,metadata.team"));
        report.Add(Log("2026-08-05T23:59:59.999Z", "a", cost: 0.5m));
        report.Add(Log("2026-08-06T00:00:00Z", "a", cost: 0.25m, success: false));
        report.Add(Log("2026-08-06T01:00:00+02:00", "a", cost: 0.25m, cached: true));
        report.Add(Log("2026-08-06T12:00:00Z", null, cost: null));

        Assert.That(
            report.Groups.Select(group => $"{string.Join('|', group.Values.Select(value => value ?? "null"))} {group.Tally.Calls} "
                + $"{group.Tally.Errors} {group.Tally.CacheHits} {group.Tally.Cost}"),
            Is.EqualTo(new[] { "2026-08-05|a 2 0 1 0.75", "2026-08-06|a 1 1 0 0.25", "2026-08-06|null 1 0 0 0" }));
    }

    [Test]
    public void Attempts_of_the_gateway_are_grouped_by_step()
    {
        var keys = GroupKey.ParseAll("step");
        var report = new StatsReport(keys, StatsOrder.Parse("step", null, keys));
        report.Add(new GatewayLog { Step = 0 });
        report.Add(new GatewayLog { Step = 1 });
        report.Add(new GatewayLog { Step = 1 });

        Assert.That(report.Groups.Select(group => $"{group.Values[0]}: {group.Tally.Calls}"), Is.EqualTo(new[] { "0: 1", "1: 2" }));
    }

    [TestCase("a0", "b", "a", "0b")]
    [TestCase("a0", "1b", "a", "10b")]
    [TestCase("a1", "b", "a", "1b")]
    public void Values_that_are_equal_when_joined_are_different_groups(string model, string provider, string otherModel, string otherProvider)
    {
        // Test names cannot contain NUL and SOH.
        static string Control(string text) => text.Replace('0', '\0').Replace('1', '\u0001');
        var report = new StatsReport(GroupKey.ParseAll("model,provider"));
        report.Add(new GatewayLog { Model = Control(model), Provider = Control(provider) });
        report.Add(new GatewayLog { Model = Control(otherModel), Provider = Control(otherProvider) });

        Assert.That(report.Groups, Has.Count.EqualTo(2));
    }

    [Test]
    public void Json_has_values_as_strings_and_figures_as_numbers()
    {
        var report = new StatsReport(GroupKey.ParseAll("model"));
        report.Add(new GatewayLog { Model = "\"é\"", Cost = 0.000006829671315848827m, TokensIn = 3, Success = true });

        Assert.That(
            StatsLines.Get(report).Single(),
            Is.EqualTo(
                """{"model":"\"é\"","calls":1,"errors":0,"cache_hits":0,"tokens_in":3,"tokens_out":0,"cost":0.000006829671315848827"""
                + ""","duration_p50":null,"duration_p95":null,"duration_p99":null"""
                + ""","calls_without_tokens_in":0,"calls_without_tokens_out":1,"calls_without_cost":0}"""
                + "\n"));
    }

    [Test]
    public void Negative_totals_stay_numbers_in_csv()
    {
        var report = new StatsReport(GroupKey.ParseAll("model"));
        report.Add(new GatewayLog { Model = "-1", Cost = -0.5m, TokensIn = -3, Success = true });

        Assert.That(Encoding.UTF8.GetString(StatsCsv.Write(report).Span), Does.EndWith("\n\"'-1\",1,0,0,-3,0,-0.5,,,,0,1,0\n"));
    }

    [TestCase("modell")]
    [TestCase("")]
    [TestCase("model,")]
    [TestCase("metadata.")]
    public void Unknown_keys_are_refused(string keys) =>
        Assert.That(() => GroupKey.ParseAll(keys), Throws.InstanceOf<FormatException>().With.Message.Contains("metadata.NAME"));

    private static GatewayLog Log(string createdAt, string? team, decimal? cost, bool success = true, bool cached = false) => new()
    {
        CreatedAt = DateTimeOffset.Parse(createdAt, null),
        Metadata = team is null ? null : new GatewayLogMetadata { ["team"] = new JValue(team) },
        Cost = cost,
        Success = success,
        Cached = cached,
    };
}
