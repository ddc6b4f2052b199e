using GatewayLogs.Cli.Stats;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace GatewayLogs.Tests;

public class StatsTableTests
{
    private static string[] Draw(int width, string keys, params GatewayLog[] logs)
    {
        var report = new StatsReport(GroupKey.ParseAll(keys));
        Array.ForEach(logs, report.Add);
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        StatsTable.Write(console, report);
        return text.ToString().Split('\n');
    }

    private static GatewayLog Log(string model = "claude-sonnet-4-5-20260514", string provider = "google-vertex-ai") => new()
    {
        Model = model,
        Provider = provider,
        Cost = 12345.678901m,
        Duration = 123_456,
        TokensIn = 123_456_789_012,
        TokensOut = 123_456_789_012,
        Metadata = new GatewayLogMetadata { ["[x]"] = new JValue("y") },
    };

    [Test]
    public void No_figure_is_cut_and_keys_keep_twelve_characters([Values(60, 80, 100, 120, 200)] int width, [Values("model", "model,provider")] string keys)
    {
        var lines = Draw(width, keys, Log());

        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
        var row = lines.First(line => line.Contains("claude-sonn", StringComparison.Ordinal));
        Assert.That(row, keys == "model" ? Does.Contain("12,345.68") : Does.Contain("12,345.68").And.Contain("google-vert"));
        Assert.That(
            row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(keys == "model" ? 1 : 2),
            Has.All.Match("^(0|1|123,456|123,456,789,012|12,345\\.68|12,345\\.678901|100\\.0%)$"));
    }

    [TestCase(200, "")]
    [TestCase(120, "$ per call")]
    [TestCase(100, "Share, $ per call, p99 ms")]
    [TestCase(80, "Share, $ per call, p50 ms, p95 ms, p99 ms")]
    public void Derived_figures_and_percentiles_are_dropped_first_and_the_table_names_what_is_missing(int width, string dropped) => Assert.That(
        string.Join("", Draw(width, "model", Log()).SkipWhile(line => !line.StartsWith("Not shown", StringComparison.Ordinal))),
        Is.EqualTo(dropped.Length == 0 ? "" : $"Not shown at this width: {dropped}."));

    [Test]
    public void The_total_reports_how_many_calls_count_as_0()
    {
        var lines = Draw(200, "model", Log(), new GatewayLog { Model = "a", TokensIn = 3 }, new GatewayLog { Model = "a" });

        Assert.That(lines, Has.Some.EqualTo("Calls that count as 0: 1 without tokens in, 2 without tokens out, 2 without a cost."));
        Assert.That(Draw(200, "model", Log()), Has.None.Contain("count as 0"));
    }

    [Test]
    public void A_missing_value_is_null()
    {
        var lines = Draw(200, "model", Log(), new GatewayLog());

        Assert.That(lines, Has.Some.Match("^null +1 "));
    }

    [Test]
    public void Without_logs_there_is_no_table() =>
        Assert.That(Draw(200, "model"), Is.EqualTo(new[] { "No logs match.", "" }));

    [Test]
    public void The_name_of_a_metadata_entry_has_no_prefix_and_is_no_markup() =>
        Assert.That(Draw(200, "metadata.[x]", Log())[0], Does.StartWith("[x]  "));
}
