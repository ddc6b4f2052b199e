namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Renders the charts of the page. A chart without values is left out.</summary>
internal static class PageCharts
{
    private static readonly int[] s_percentiles = [50, 95, 99];

    public static string Render(StatsCharts charts)
    {
        if (charts is not { Oldest: { } oldest, Newest: { } newest })
        {
            return "";
        }

        var axis = new TimeAxis(oldest, newest);
        var tallies = charts.GetTallies(axis);
        var by = charts.Groups.Keys.Count == 0 ? "" : $" by {string.Join(", ", charts.Groups.Keys.Select(key => key.Name))}";
        Series[] latency =
            [.. s_percentiles.Select(percent => new Series($"p{percent}", [.. tallies.Select(tally => (double?)tally?.Duration(percent))]))];
        return string.Concat(
            Bars("cost", $"Cost per {axis.Unit}{by}, in US dollars", " $", charts.Groups.Groups, amounts => amounts.Cost),
            Bars("calls", $"Calls per {axis.Unit}{by}", "", charts.Groups.Groups, amounts => amounts.Calls),
            Bars("errors", $"Errors per {axis.Unit} by status code and provider", "", charts.Errors.GroupsByCalls, errors => errors.Calls),
            latency.Any(series => series.Values.Any(value => value > 0))
                ? new Chart("latency", $"Duration of calls per {axis.Unit}, in milliseconds", axis, " ms").RenderLines(latency)
                : "",
            new Chart("rates", $"Errors and cache hits per {axis.Unit}, in percent of calls", axis, " %").RenderLines(
            [
                new Series("errors", [.. tallies.Select(tally => 100 * tally?.ErrorRate)]),
                new Series("cache hits", [.. tallies.Select(tally => 100 * tally?.CacheRate)]),
            ]));

        string Bars(string id, string title, string unit, IReadOnlyList<Breakdown.Member> groups, Func<Breakdown.Amounts, double> value)
        {
            var named = groups.Count <= Chart.Colors ? groups.Count : Chart.Colors - 1;
            var series = groups.Take(named).Select(group => CreateSeries(group.Name, [group])).ToList();
            if (named < groups.Count)
            {
                series.Add(CreateSeries($"{groups.Count - named} others", groups.Skip(named)));
            }

            var isEmpty = !series.Any(current => current.Values.Any(amount => amount > 0));
            return isEmpty ? "" : new Chart(id, title, axis, unit).RenderBars(series);

            Series CreateSeries(string name, IEnumerable<Breakdown.Member> members)
            {
                var steps = members.SelectMany(group => group.ByHour).ToLookup(hour => axis.GetStep(hour.Key), hour => value(hour.Value));
                return new Series(name, [.. axis.Steps.Select(step => (double?)steps[step].Sum())]);
            }
        }
    }
}
