using System.CommandLine;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Cli.Selecting;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

public class SelectionTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Config s_tenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000);

    private static GatewayLogQuery Read(params string[] arguments)
    {
        var selection = new Selection();
        var command = new Command("list");
        selection.AddTo(command);
        var result = new RootCommand { command }.Parse(["list", .. arguments]);
        Assert.That(result.Errors, Is.Empty);
        return selection.Read(result, new FakeTimeProvider(s_now));
    }

    private static IEnumerable<string> Filters(params string[] arguments) => Read(arguments).Filters.Select(filter =>
        FormattableString.Invariant($"{filter}{(filter.MetadataEntry is { } entry ? $" {entry}=" : " ")}{string.Join('|', filter.Values.Select(Shown))}"));

    private static object? Shown(object? value) => value is DateTimeOffset instant ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", null) : value;

    [Test]
    public void Different_metadata_entries_must_all_match() => Assert.That(
        Filters("--metadata", "team=a", "--metadata", "user=u", "--metadata", "team=b"),
        Is.EqualTo(["metadata.value eq team=a|b", "metadata.value eq user=u"]));

    [TestCase("gpt-4o,")]
    [TestCase(",")]
    public void A_list_with_an_empty_name_is_refused(string names) =>
        Assert.That(() => Read("--model", names), Throws.TypeOf<FormatException>().With.Message.StartsWith("--model: a name in the list is empty."));

    [Test]
    public void Without_options_all_logs_match() => Assert.That((Read().Filters.Count, Read().Search), Is.EqualTo((0, (string?)null)));

    [TestCase("created_at gt 2026-11-01T09:59:59.999", "--since", "2h")]
    [TestCase("created_at lt 2026-11-01T10:00:00.000", "--until", "2h")]
    [TestCase("created_at gt 2026-08-05T08:01:32.560", "--since", "2026-08-05T10:01:32.561+02:00")]
    [TestCase("created_at gt 2026-08-05T08:01:32.561", "--since", "2026-08-05T08:01:32.5611Z")]
    [TestCase("created_at lt 2026-08-05T08:01:32.562", "--until", "2026-08-05T08:01:32.5611Z")]
    [TestCase("created_at lt 2026-08-05T08:01:32.562", "--filter", "created_at lt 2026-08-05T08:01:32.5611Z")]
    [TestCase("created_at gt 2026-10-31T12:00:00.000", "--filter", "created_at gt 1d")]
    [TestCase("model eq gpt-4o", "--model", "gpt-4o")]
    [TestCase("model eq gpt-4o|gpt-4.1", "--model", "gpt-4o,gpt-4.1")]
    [TestCase("model eq gpt-4o|gpt-4.1", "--model", "gpt-4o", "--model", "gpt-4.1", "--model", "gpt-4o")]
    [TestCase("provider eq openai|anthropic", "--provider", "openai, anthropic")]
    [TestCase("metadata.value eq team=search|ads, games", "--metadata", "team=search", "--metadata", "team=ads, games")]
    [TestCase("provider eq openai", "--provider", "openai")]
    [TestCase("success eq True", "--success")]
    [TestCase("success eq False", "--failed")]
    [TestCase("success eq False", "--success=false")]
    [TestCase("success eq False", "--success", "false")]
    [TestCase("success eq True", "--failed=false")]
    [TestCase("success eq True", "--failed:false")]
    [TestCase("success eq True", "--success", "--failed=false")]
    [TestCase("success eq False", "--success=false", "--failed")]
    [TestCase("success eq False", "--status", "429,5xx")]
    [TestCase("success eq False", "--status", "404", "--failed")]
    [TestCase("success eq False", "--status", "429", "--status", "5xx", "--success=false")]
    [TestCase("success eq True", "--status", "2xx", "--success")]
    [TestCase("cached eq False", "--cached=false")]
    [TestCase("cached eq True", "--cached")]
    [TestCase("cached eq False", "--cached", "false")]
    [TestCase("cost gt 0.009999999999999998", "--min-cost", "0.01")]
    [TestCase("cost gt -1", "--min-cost", "0")]
    [TestCase("feedback lt 0", "--feedback", "bad")]
    [TestCase("feedback gt 0", "--feedback", "good")]
    [TestCase("metadata.value eq team=search", "--metadata", "team=search")]
    [TestCase("metadata.value eq query=a=b", "--metadata", "query=a=b")]
    [TestCase("tokens_out gt 1000", "--filter", "tokens_out gt 1000")]
    [TestCase("user_agent contains two words", "--filter", " user_agent  contains two words ")]
    [TestCase("newly_invented eq x", "--filter", "newly_invented eq x")]
    public void Each_option_is_one_condition(string expected, params string[] arguments) => Assert.That(Filters(arguments), Is.EqualTo(new[] { expected }));

    [Test]
    public void Conditions_are_combined() => Assert.That(
        Filters("--filter", "id neq a", "--metadata", "a=1", "--metadata", "b=2", "--model", "m", "--filter", "id neq b", "--since", "1w", "--until", "1d"),
        Is.EqualTo(new[]
        {
            "created_at gt 2026-10-25T11:59:59.999", "created_at lt 2026-10-31T12:00:00.000", "model eq m",
            "metadata.value eq a=1", "metadata.value eq b=2", "id neq a", "id neq b",
        }));

    [Test]
    public void Search_is_part_of_the_query() => Assert.That(Read("--search", "acme").Search, Is.EqualTo("acme"));

    [TestCase("--since: 'soon' is not a time", "--since", "soon")]
    [TestCase("--since: '2026' is not a time", "--since", "2026")]
    [TestCase("--until: '1969-12-31' is not in the years 1970 to 2999", "--until", "1969-12-31")]
    [TestCase("--since is 2026-11-01T10:00:00.000Z, which is not before --until", "--since", "2h", "--until", "2h")]
    [TestCase("--success and --failed cannot be used together", "--success", "--failed")]
    [TestCase("--status 400 or more selects failed calls", "--status", "4xx", "--success")]
    [TestCase("--status 400 or more selects failed calls", "--status", "500", "--failed=false")]
    [TestCase("--status: '600' is not a status", "--status", "4xx,600")]
    [TestCase("--status: '' is not a status", "--status", "429,")]
    [TestCase("--status: '4x' is not a status", "--status", "4x")]
    [TestCase("--min-cost '-1' is not an amount of at least 0 US dollars", "--min-cost", "-1")]
    [TestCase("--min-cost '0,01' is not an amount of at least 0 US dollars", "--min-cost", "0,01")]
    [TestCase("--metadata 'team' is not an entry. Expected NAME=VALUE", "--metadata", "team")]
    [TestCase("--metadata '=x' is not an entry. Expected NAME=VALUE", "--metadata", "=x")]
    [TestCase("--filter 'model': The filter is incomplete", "--filter", "model")]
    [TestCase("eq, neq, contains, lt, gt", "--filter", "model like gpt")]
    [TestCase("is not a number", "--filter", "tokens_out gt many")]
    [TestCase("is not a boolean", "--filter", "success eq yes")]
    [TestCase("--filter 'created_at gt soon': 'soon' is not a time", "--filter", "created_at gt soon")]
    [TestCase("letters, digits, underscores and dots", "--filter", "a-b eq c")]
    public void An_error_names_the_option_and_what_was_expected(string expected, params string[] arguments) =>
        Assert.That(() => Read(arguments), Throws.TypeOf<FormatException>().With.Message.Contain(expected));

    /// <summary>
    /// The service's gt operator excludes its value, so the millisecond before is sent. Rows have a resolution of milliseconds.
    /// </summary>
    [Test]
    public void Since_is_inclusive_and_until_is_exclusive() => Check.One(s_tenThousand, Prop.ForAll(
        (from ticks in Gen.Choose(0, 100_000)
         from length in Gen.Choose(10_000, 100_000)
         from milliseconds in Gen.Choose(0, 25)
         select (ticks, length, milliseconds)).ToArbitrary(),
        drawn =>
        {
            var (since, row) = (s_now.AddTicks(drawn.ticks), s_now.AddMilliseconds(drawn.milliseconds));
            var until = since.AddTicks(drawn.length);
            var filters = Read("--since", Written(since), "--until", Written(until)).Filters;
            var isSelected = row > (DateTimeOffset)filters[0].Values[0]! && row < (DateTimeOffset)filters[1].Values[0]!;
            return isSelected == (row >= since && row < until);
        }));

    [Test]
    public void Min_cost_is_inclusive() => Check.One(s_tenThousand, Prop.ForAll(
        (from digits in Gen.Choose(1, int.MaxValue)
         from scale in Gen.Choose(0, 12)
         from difference in Gen.Choose(-1, 1)
         select (digits, scale, difference)).ToArbitrary(),
        drawn =>
        {
            var least = new decimal(drawn.digits, 0, 0, false, (byte)drawn.scale);
            var shown = least + (drawn.difference * new decimal(1, 0, 0, false, (byte)drawn.scale));
            return (double)shown > (double)Condition.AtLeast(least.ToString(CultureInfo.InvariantCulture)).Values[0]! == shown >= least;
        }));

    private static string Written(DateTimeOffset instant) => instant.ToString("o", CultureInfo.InvariantCulture);
}
