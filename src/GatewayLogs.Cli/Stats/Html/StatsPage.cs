using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Renders the report as a self-contained HTML page without scripts or external resources.</summary>
internal static class StatsPage
{
    /// <summary>The maximum number of models with a color of their own; more colors would be hard to distinguish.</summary>
    private const int MaxModels = 7;

    private const int MaxValues = 8;

    private static readonly int[] s_percentiles = [50, 95, 99];

    /// <summary>Returns the HTML of the page.</summary>
    /// <param name="report">The groups and the totals.</param>
    /// <param name="charts">The data of the charts.</param>
    /// <param name="gateway">The name of the gateway.</param>
    public static string Render(StatsReport report, StatsCharts charts, string gateway)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(gateway)}: {report.Total.Calls} calls</title>
            <style>{Style()}</style>
            </head>
            <body>
            <h1>{Encode(gateway)}</h1>
            <p>{Span(charts)}</p>
            <p>{Attempts}</p>
            <dl>{Figures(report.Total)}</dl>
            <p id="missing">{StatsColumn.DescribeMissing(report.Total)}</p>

            """);
        var tallies = charts.ByDay.Groups.ToDictionary(day => day.Values[0], day => day.Tally);
        string[] categories = [.. Days(charts)];
        Tally?[] days = [.. categories.Select(day => tallies.GetValueOrDefault(day))];
        page.AppendLine(new Chart("cost", "Cost per day by model, in US dollars", categories, " $").RenderBars(CostByModel(charts, categories)));
        page.AppendLine(new Chart("latency", "Duration of calls per day, in milliseconds", categories, " ms").RenderLines(
            [.. s_percentiles.Select(percent => new Series($"p{percent}", [.. days.Select(day => (double?)day?.Duration(percent))]))]));
        page.AppendLine(new Chart("rates", "Errors and cache hits per day, in percent of calls", categories, " %").RenderLines(
        [
            new Series("errors", [.. days.Select(day => 100 * day?.ErrorRate)]),
            new Series("cache hits", [.. days.Select(day => 100 * day?.CacheRate)]),
        ]));
        page.AppendLine(Metadata(charts));
        page.AppendLine(Groups(report));
        return page.Append("</body>\n</html>\n").ToString();
    }

    private const string Attempts =
        "Each log is one attempt: a retry by the gateway is a log of its own, and so is each provider that a fallback tries.";

    private static string Span(StatsCharts charts) => charts is { Oldest: { } oldest, Newest: { } newest }
        ? string.Create(CultureInfo.InvariantCulture, $"{oldest.UtcDateTime:yyyy-MM-dd HH:mm} to {newest.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : "No logs.";

    /// <summary>
    /// Returns all days from the oldest log to the newest, including days without logs, so that the time axis has no gaps.
    /// </summary>
    private static IEnumerable<string> Days(StatsCharts charts)
    {
        if (charts is { Oldest: { } oldest, Newest: { } newest })
        {
            for (var day = DateOnly.FromDateTime(oldest.UtcDateTime); day <= DateOnly.FromDateTime(newest.UtcDateTime); day = day.AddDays(1))
            {
                yield return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
        }
    }

    private static string Figures(Tally total) => string.Concat(StatsColumn.Figures.Select(
        column => $"<div><dt>{column.Heading}</dt><dd id=\"total-{column.Name}\">{column.Text(total)}</dd></div>"));

    private static List<Series> CostByModel(StatsCharts charts, string[] categories)
    {
        var costs = charts.ByDayAndModel.Groups.ToLookup(group => group.Values[1], group => (Day: group.Values[0], Cost: group.Tally.Cost.ToDouble()));
        var models = costs.OrderByDescending(model => model.Sum(entry => entry.Cost)).ThenBy(model => model.Key, StringComparer.Ordinal).ToList();
        var series = models.Take(MaxModels).Select(model => CreateSeries(model.Key.Length > 0 ? model.Key : "no model", model)).ToList();
        if (models.Count > MaxModels)
        {
            series.Add(CreateSeries($"{models.Count - MaxModels} others", models.Skip(MaxModels).SelectMany(model => model)));
        }

        return series;

        Series CreateSeries(string name, IEnumerable<(string Day, double Cost)> entries)
        {
            var byDay = entries.ToLookup(entry => entry.Day, entry => entry.Cost);
            return new Series(name, [.. categories.Select(day => (double?)byDay[day].Sum())]);
        }
    }

    private static string Metadata(StatsCharts charts)
    {
        var html = new StringBuilder("<section id=\"metadata\"><h2>Metadata</h2>");
        foreach (var (name, values) in charts.Metadata)
        {
            var highest = Math.Max(values[0].Tally.Cost.ToDouble(), double.Epsilon);
            html.Append(CultureInfo.InvariantCulture, $"<table><caption>{Encode(name)}</caption><tr><th>Value</th><th>Calls</th><th>Cost $</th><th></th></tr>");
            foreach (var (text, tally) in values.Take(MaxValues).Select(group => (group.Values[0], group.Tally)))
            {
                var cost = tally.Cost.ToDouble();
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(text)}</td><td>{tally.Calls}</td><td>{cost:0.0000}</td><td><meter value=\"{cost / highest:0.###}\"></meter></td></tr>");
            }

            html.Append(values.Count > MaxValues ? $"<tr><td colspan=\"4\">and {values.Count - MaxValues} more</td></tr></table>" : "</table>");
        }

        return html.Append("</section>").ToString();
    }

    private static string Groups(StatsReport report)
    {
        var html = new StringBuilder("<section id=\"groups\"><h2>Groups</h2><table><tr>");
        html.AppendJoin("", report.Requested.Keys.Select(key => $"<th>{Encode(key.Name)}</th>"));
        html.AppendJoin("", StatsColumn.Figures.Select(column => $"<th>{column.Heading}</th>"));
        foreach (var group in report.Requested.Groups)
        {
            html.Append("</tr><tr>").AppendJoin("", group.Values.Select(value => $"<td>{Encode(value)}</td>").Concat(
                StatsColumn.Figures.Select(column => $"<td>{column.Text(group.Tally)}</td>")));
        }

        return html.Append("</tr></table></section>").ToString();
    }

    private static string Style()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("StatsPage.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
