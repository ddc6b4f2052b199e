using System.Globalization;
using GatewayLogs.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GatewayLogs.Cli.Stats;

/// <summary>
/// Writes the groups as a table, ordered by descending cost, with a row of totals. Columns that do not fit the terminal are dropped, so that
/// no figure is cut.
/// </summary>
internal static class StatsTable
{
    /// <summary>The width that each key has, unless its values are shorter.</summary>
    private const int MinKeyWidth = 12;

    /// <summary>The width of the padding of a cell and the border after it.</summary>
    private const int Padding = 3;

    public static void Write(IAnsiConsole console, StatsReport report)
    {
        var table = new Table { Border = TableBorder.Simple, ShowFooters = true };
        foreach (var (index, key) in report.Requested.Keys.Index())
        {
            table.AddColumn(new TableColumn(Cell(key.Name)) { Footer = Cell(index == 0 ? "Total" : "") });
        }

        var columns = GetFitting(console.Profile.Width, report);
        foreach (var column in columns)
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
            table.AddRow(group.Values.Select(value => Cell(GetKeyText(value))).Concat(columns.Select(column => Cell(Text(column, group.Tally)))));
        }

        console.Write(table);
        if (StatsColumn.DescribeMissing(report.Total) is { } missing)
        {
            console.WriteLine(missing);
        }

        if (columns.Count < StatsColumn.Figures.Count)
        {
            console.WriteLine($"Not shown at this width: {string.Join(", ", StatsColumn.Figures.Except(columns).Select(column => column.Heading))}.");
        }
    }

    /// <summary>Returns the columns that fit a width next to the keys.</summary>
    private static List<StatsColumn> GetFitting(int width, StatsReport report)
    {
        var keys = report.Requested.Keys.Select((key, index) => Math.Min(
            MinKeyWidth, report.Requested.Groups.Select(group => GetWidth(GetKeyText(group.Values[index]))).Append(GetWidth(key.Name)).Max()));
        Tally[] tallies = [report.Total, .. report.Requested.Groups.Select(group => group.Tally)];
        var widths = StatsColumn.Figures.ToDictionary(
            column => column, column => Padding + tallies.Select(tally => Text(column, tally).Length).Append(column.Heading.Length).Max());
        var left = width - 1 - keys.Sum(key => key + Padding);
        foreach (var dropped in StatsColumn.Figures.Where(column => column.DropOrder > 0).OrderBy(column => column.DropOrder))
        {
            if (widths.Values.Sum() <= left)
            {
                break;
            }

            widths.Remove(dropped);
        }

        return [.. StatsColumn.Figures.Where(widths.ContainsKey)];
    }

    private static int GetWidth(string text) => Segment.CellCount([new Segment(TerminalText.Neutralize(text))]);

    private static string GetKeyText(string value) => value.Length > 0 ? value : "-";

    // JSON and CSV have all digits of the cost.
    private static string Text(StatsColumn column, Tally tally) =>
        column.Name == "cost" ? tally.Cost.ToDouble().ToString("0.000000", CultureInfo.InvariantCulture) : column.Text(tally);

    private static Text Cell(string text) => new(TerminalText.Neutralize(text)) { Overflow = Overflow.Ellipsis };
}
