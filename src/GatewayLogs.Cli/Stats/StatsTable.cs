using GatewayLogs.Cli.Output;
using Spectre.Console;

namespace GatewayLogs.Cli.Stats;

/// <summary>Writes the groups as a table with a row of totals. Figures are never cut.</summary>
internal static class StatsTable
{
    /// <summary>The width that each key has, unless its values are shorter.</summary>
    private const int MinKeyWidth = 12;

    public static void Write(IAnsiConsole console, StatsReport report)
    {
        if (report.Total.Calls == 0)
        {
            console.WriteLine("No logs match.");
            return;
        }

        var total = report.Keys.Count == 0 ? null : new Group([.. report.Keys.Select((_, index) => index == 0 ? "Total" : " ")], report.Total);
        var table = new TextTable<Group>(
            console,
            [
                .. report.Keys.Select((key, index) => new TextColumn<Group>(key.Heading, group => Group.Show(group.Values[index]))
                {
                    Fit = key.IsTime ? Fit.Whole : Fit.CutEnd,
                    MinWidth = MinKeyWidth,
                    UsualWidth = MinKeyWidth,
                }),
                .. Figure.All.Select(figure => new TextColumn<Group>(figure.Heading, group => figure.Show(group.Tally, report.Total))
                {
                    Rank = figure.Rank,
                    IsNumber = true,
                }),
            ]);
        table.Write(report.Groups, isComplete: true, total);
        if (Figure.DescribeMissing(report.Total) is { } missing)
        {
            console.WriteLine(missing);
        }

        table.WriteMissing();
    }
}
