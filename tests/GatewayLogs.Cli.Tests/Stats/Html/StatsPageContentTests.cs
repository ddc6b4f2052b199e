using System.Text.RegularExpressions;
using GatewayLogs.Cli.Stats;
using GatewayLogs.Cli.Stats.Html;

namespace GatewayLogs.Tests;

public partial class StatsPageContentTests
{
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    [GeneratedRegex("<figcaption>([^<]+)</figcaption>")]
    private static partial Regex Caption { get; }

    [GeneratedRegex("</span>([^<]+)</li>")]
    private static partial Regex Legend { get; }

    [GeneratedRegex("<figure id=\"([^\"]+)\">")]
    private static partial Regex Figures { get; }

    [GeneratedRegex("<tr><td>([^<]+)</td>")]
    private static partial Regex FirstCell { get; }

    private static IEnumerable<string> Find(Regex regex, string page) => regex.Matches(page).Select(match => match.Groups[1].Value);

    private static string Render(string keys, GatewayLog[] logs, params string[] selection)
    {
        var parsed = keys.Length == 0 ? [] : GroupKey.ParseAll(keys);
        var (report, charts) = (new StatsReport(parsed), new StatsCharts(parsed));
        foreach (var log in logs)
        {
            report.Add(log);
            charts.Add(log);
        }

        return StatsPage.Render(report, charts, "g", selection);
    }

    private static GatewayLog Log(int day = 0, string provider = "openai", decimal? cost = 1, int? status = 200) => new()
    {
        CreatedAt = s_start.AddDays(day),
        Provider = provider,
        Model = "m",
        Cost = cost,
        StatusCode = status,
        Success = status < 400,
        Duration = 1_234,
        TokensIn = 12_345,
        TokensOut = 1,
    };

    [TestCase("provider", "Cost per day by provider, in US dollars|Calls per day by provider", "azure|openai")]
    [TestCase(
        "day,provider,status_code",
        "Cost per day by provider, status_code, in US dollars|Calls per day by provider, status_code",
        "azure &#183; 200|openai &#183; 200")]
    [TestCase("day", "Cost per day, in US dollars|Calls per day", "all calls")]
    [TestCase("", "Cost per day, in US dollars|Calls per day", "all calls")]
    public void Charts_show_the_requested_keys(string keys, string captions, string series)
    {
        var page = Render(keys, [Log(), Log(4, "azure", cost: 2)]);

        Assert.That(Find(Caption, page).Take(2), Is.EqualTo(captions.Split('|')));
        Assert.That(Find(Legend, page[..page.IndexOf("</ul></figure>", StringComparison.Ordinal)]), Is.EqualTo(series.Split('|')));
    }

    [Test]
    public void A_chart_without_values_is_left_out() =>
        Assert.That(Find(Figures, Render("model", [Log(cost: 0)])), Is.EqualTo(new[] { "calls", "latency", "rates" }));

    [TestCase(8, "p6 p7")]
    [TestCase(9, "p6 2 others")]
    public void More_groups_than_colors_are_summed_up(int groups, string last)
    {
        var page = Render("provider", [.. Enumerable.Range(0, groups).Select(number => Log(4 * number, $"p{number}", cost: 10 - number))]);

        Assert.That(string.Join(' ', Find(Legend, page).Take(8)), Is.EqualTo($"p0 p1 p2 p3 p4 p5 {last}"));
    }

    [Test]
    public void The_head_shows_the_selection_and_the_range() => Assert.That(
        Render("model", [Log(), Log(4)], "--failed", "--model <b>"),
        Does.Contain("""<p id="range">Logs from 2026-10-01 12:00 to 2026-10-05 12:00 UTC</p>""")
            .And.Contain("""<ul id="selection"><li><code>--failed</code></li><li><code>--model &lt;b&gt;</code></li></ul>"""));

    [Test]
    public void Without_logs_there_is_no_chart_and_no_table() => Assert.That(
        Render("model", [], "--failed"),
        Does.Contain("No logs match.").And.Contain("--failed").And.Not.Contain("<figure").And.Not.Contain("<table").And.Not.Contain("<dl"));

    [Test]
    public void Figures_are_rounded_and_right_aligned_and_their_title_is_exact() => Assert.That(
        Render("model", [Log(cost: 1_234.5678901234567890123m)]),
        Does.Contain("""<td class="number" title="1234.5678901234567890123">1,234.57</td>""")
            .And.Contain("""<td class="number">12,345</td>""")
            .And.Contain("""<dd id="total-cost" title="1234.5678901234567890123">1,234.57</dd>"""));

    [Test]
    public void Times_are_in_order_and_other_groups_by_descending_cost()
    {
        GatewayLog[] logs = [Log(1, cost: 1), Log(4, "azure", cost: 3), Log(0, cost: 1)];

        Assert.That(Cells(Render("day", logs)), Is.EqualTo(new[] { "2026-10-01", "2026-10-02", "2026-10-05" }));
        Assert.That(Cells(Render("provider", logs)), Is.EqualTo(new[] { "azure", "openai" }));

        static IEnumerable<string> Cells(string page) => Find(FirstCell, page[..page.IndexOf("</tbody>", StringComparison.Ordinal)]);
    }

    [Test]
    public void Errors_are_listed_by_status_code_and_provider()
    {
        var page = Render("model", [Log(status: 429), Log(status: 429), Log(4, "azure", status: 500), Log()]);

        Assert.That(Find(FirstCell, page), Is.EqualTo(new[] { "m", "Total", "429 &#183; openai", "500 &#183; azure" }));
        Assert.That(page, Does.Contain("""openai</td><td class="number">2</td><td class="number">66.7%</td>"""));
        Assert.That(page, Does.Contain("<title>2026-10-05, 500 &#183; azure: 1</title>"));
    }

    [Test]
    public void Bidirectional_overrides_and_control_characters_are_replaced() => Assert.That(
        Render("provider", [Log(provider: "a\u202eb\u0007")], "--provider a\u202eb"),
        Does.Not.Match("[\u202a-\u202e\u2066-\u2069\u0007]").And.Contain("<code>--provider a\ufffdb"));

    [Test]
    public void A_missing_value_is_null_and_an_empty_one_is_quoted() => Assert.That(
        Find(FirstCell, Render("provider", [Log(), Log(provider: ""), new GatewayLog()])), Is.SupersetOf(new[] { "null", "&quot;&quot;" }));

    [Test]
    public void It_reports_how_many_calls_count_as_0() => Assert.That(
        Render("model", [new GatewayLog { TokensIn = 1, TokensOut = 1 }, new GatewayLog { TokensOut = 1, Cost = 1 }]),
        Does.Contain("""<p id="missing">Calls that count as 0: 1 without tokens in, 1 without a cost.</p>"""));
}
