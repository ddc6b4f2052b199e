using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>The report as one page of HTML that needs nothing beside it: no network, no script.</summary>
internal static class StatsPage
{
    /// <summary>More models than this share one colour: beyond it nobody tells them apart.</summary>
    private const int MostModels = 7;

    private const int MostValues = 8;

    private static readonly int[] s_percentiles = [50, 95, 99];

    /// <summary>Writes the page.</summary>
    /// <param name="report">The groups and the totals.</param>
    /// <param name="charts">What is drawn.</param>
    /// <param name="gateway">Whose logs they are.</param>
    public static string Of(StatsReport report, StatsCharts charts, string gateway)
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
            <dl>{Figures(report.Total)}</dl>

            """);
        var tallies = charts.ByDay.Groups.ToDictionary(day => day.Values[0], day => day.Tally);
        string[] places = [.. Days(charts)];
        Tally?[] days = [.. places.Select(day => tallies.GetValueOrDefault(day))];
        page.AppendLine(new Chart("cost", "Cost per day by model, in US dollars", places, " $").Stacked(CostByModel(charts, places)));
        page.AppendLine(new Chart("latency", "Duration of calls per day, in milliseconds", places, " ms").Lines(
            [.. s_percentiles.Select(percent => new Series($"p{percent}", [.. days.Select(day => (double?)day?.Duration(percent))]))]));
        page.AppendLine(new Chart("rates", "Errors and cache hits per day, in percent of calls", places, " %").Lines(
        [
            new Series("errors", [.. days.Select(day => 100 * day?.ErrorRate)]),
            new Series("cache hits", [.. days.Select(day => 100 * day?.CacheRate)]),
        ]));
        page.AppendLine(Metadata(charts));
        page.AppendLine(Groups(report));
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Span(StatsCharts charts) => charts is { Oldest: { } oldest, Newest: { } newest }
        ? string.Create(CultureInfo.InvariantCulture, $"{oldest.UtcDateTime:yyyy-MM-dd HH:mm} to {newest.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : "No logs.";

    /// <summary>Every day from the oldest log to the newest, those without logs among them; time on an axis has no holes.</summary>
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

    private static string Figures(Tally total) => string.Concat(StatsColumn.All.Select(
        column => $"<div><dt>{column.Heading}</dt><dd id=\"total-{column.Name}\">{column.Text(total)}</dd></div>"));

    private static List<Series> CostByModel(StatsCharts charts, string[] places)
    {
        var costs = charts.ByDayAndModel.Groups.ToLookup(group => group.Values[1], group => (Day: group.Values[0], Cost: group.Tally.Cost.ToDouble()));
        var models = costs.OrderByDescending(model => model.Sum(entry => entry.Cost)).ThenBy(model => model.Key, StringComparer.Ordinal).ToList();
        var series = models.Take(MostModels).Select(model => Of(model.Key.Length > 0 ? model.Key : "no model", model)).ToList();
        if (models.Count > MostModels)
        {
            series.Add(Of($"{models.Count - MostModels} others", models.Skip(MostModels).SelectMany(model => model)));
        }

        return series;

        Series Of(string name, IEnumerable<(string Day, double Cost)> entries)
        {
            var byDay = entries.ToLookup(entry => entry.Day, entry => entry.Cost);
            return new Series(name, [.. places.Select(day => (double?)byDay[day].Sum())]);
        }
    }

    private static string Metadata(StatsCharts charts)
    {
        var html = new StringBuilder("<section id=\"metadata\"><h2>Metadata</h2>");
        foreach (var (name, values) in charts.Metadata)
        {
            var dearest = Math.Max(values[0].Tally.Cost.ToDouble(), double.Epsilon);
            html.Append(CultureInfo.InvariantCulture, $"<table><caption>{Encode(name)}</caption><tr><th>Value</th><th>Calls</th><th>Cost $</th><th></th></tr>");
            foreach (var (text, tally) in values.Take(MostValues).Select(group => (group.Values[0], group.Tally)))
            {
                var cost = tally.Cost.ToDouble();
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(text)}</td><td>{tally.Calls}</td><td>{cost:0.0000}</td><td><meter value=\"{cost / dearest:0.###}\"></meter></td></tr>");
            }

            html.Append(values.Count > MostValues ? $"<tr><td colspan=\"4\">and {values.Count - MostValues} more</td></tr></table>" : "</table>");
        }

        return html.Append("</section>").ToString();
    }

    private static string Groups(StatsReport report)
    {
        var html = new StringBuilder("<section id=\"groups\"><h2>Groups</h2><table><tr>");
        html.AppendJoin("", report.Requested.Keys.Select(key => $"<th>{Encode(key.Name)}</th>").Concat(StatsColumn.All.Select(column => $"<th>{column.Heading}</th>")));
        foreach (var group in report.Requested.Groups)
        {
            html.Append("</tr><tr>").AppendJoin("", group.Values.Select(value => $"<td>{Encode(value)}</td>").Concat(
                StatsColumn.All.Select(column => $"<td>{column.Text(group.Tally)}</td>")));
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
