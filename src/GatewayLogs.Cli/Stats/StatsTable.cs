using System.Globalization;
using GatewayLogs.Cli.Output;
using Spectre.Console;

namespace GatewayLogs.Cli.Stats;

/// <summary>Writes the groups as a table, ordered by descending cost, with a row of totals.</summary>
internal static class StatsTable
{
    public static void Write(IAnsiConsole console, StatsReport report)
    {
        var table = new Table { Border = TableBorder.Simple, ShowFooters = true };
        var keys = report.Requested.Keys;
        foreach (var (index, key) in keys.Index())
        {
            table.AddColumn(new TableColumn(key.Name) { Footer = Cell(index == 0 ? "Total" : "") });
        }

        foreach (var column in StatsColumn.All)
        {
            table.AddColumn(new TableColumn(column.Heading)
            {
                Alignment = Justify.Right,
                NoWrap = true,
                Footer = Cell(Text(column, report.Total)),
            });
        }

        foreach (var group in report.Requested.Groups.OrderByDescending(group => group.Tally.Cost.ToDouble()))
        {
            table.AddRow(group.Values.Select(value => Cell(value.Length > 0 ? value : "-")).Concat(StatsColumn.All.Select(column => Cell(Text(column, group.Tally)))));
        }

        console.Write(table);
    }

    // JSON and CSV have all digits of the cost.
    private static string Text(StatsColumn column, Tally tally) =>
        column.Name == "cost" ? tally.Cost.ToDouble().ToString("0.000000", CultureInfo.InvariantCulture) : column.Text(tally);

    private static Text Cell(string text) => new(TerminalText.Neutralize(text)) { Overflow = Overflow.Ellipsis };
}
