using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Renders the report as a self-contained HTML page without scripts or external resources.</summary>
internal static class StatsPage
{
    private const string Attempts =
        "Each log is one attempt: a retry by the gateway is a log of its own, and so is each provider that a fallback tries.";

    private static readonly string s_style = ReadStyle();

    /// <summary>The policy allows the style sheet of the page, and nothing else.</summary>
    private static readonly string s_policy = string.Join(
        "; ",
        "default-src 'none'",
        $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_style)))}'",
        "base-uri 'none'",
        "form-action 'none'");

    /// <summary>Returns the HTML of the page.</summary>
    /// <param name="report">The groups and the totals.</param>
    /// <param name="charts">The data of the charts.</param>
    /// <param name="gateway">The name of the gateway.</param>
    /// <param name="selection">The conditions that the logs match, as they were typed.</param>
    public static string Render(StatsReport report, StatsCharts charts, string gateway, IEnumerable<string> selection) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{s_policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Markup.Encode(gateway)}: {Figure.Integer(report.Total.Calls)} calls</title>
        <style>{s_style}</style>
        </head>
        <body>
        <header>
        <h1>{Markup.Encode(gateway)}</h1>
        <p id="range">{GetRange(charts)}</p>
        <ul id="selection">{string.Concat(selection.DefaultIfEmpty("all logs").Select(RenderCondition))}</ul>
        </header>
        <main>
        {(report.Total.Calls == 0 ? "<p id=\"empty\">No logs match.</p>" : RenderReport(report, charts))}
        </main>
        </body>
        </html>

        """;

    private static string RenderReport(StatsReport report, StatsCharts charts) =>
        $"""
        <dl>{string.Concat(Figure.All.Where(figure => figure.Name != "share").Select(figure => RenderTotal(figure, report.Total)))}</dl>
        <p id="missing">{Figure.DescribeMissing(report.Total)}</p>
        <p>{Attempts}</p>
        <div id="charts">
        {PageCharts.Render(charts)}</div>
        {PageTables.RenderGroups(report)}{PageTables.RenderErrors(charts.Errors)}{PageTables.RenderMetadata(charts.Metadata, report.Total)}
        """;

    private static string RenderCondition(string condition) => $"<li><code>{Markup.Encode(condition)}</code></li>";

    private static string RenderTotal(Figure figure, Tally total)
    {
        var shown = figure.Show(total, total);
        var title = Markup.Title(shown, figure.GetExact(total));
        return $"<div><dt>{figure.Heading}</dt><dd id=\"total-{figure.Name}\"{title}>{Markup.Encode(shown)}</dd></div>";
    }

    private static string GetRange(StatsCharts charts) => charts is { Oldest: { } oldest, Newest: { } newest }
        ? FormattableString.Invariant($"Logs from {oldest:yyyy-MM-dd HH:mm} to {newest:yyyy-MM-dd HH:mm} {charts.Zone.Id}")
        : "";

    private static string ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("StatsPage.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
