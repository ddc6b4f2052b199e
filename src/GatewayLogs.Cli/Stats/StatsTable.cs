using GatewayLogs.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GatewayLogs.Cli.Stats;

/// <summary>
/// Writes the groups as a table with a row of totals. Columns that do not fit the terminal are dropped, so that no figure is cut.
/// </summary>
internal static class StatsTable
{
    /// <summary>The width that each key has, unless its values are shorter.</summary>
    private const int MinKeyWidth = 12;

    /// <summary>The width of the padding of a cell and the border after it.</summary>
    private const int Padding = 3;

    public static void Write(IAnsiConsole console, StatsReport report)
    {
        if (report.Total.Calls == 0)
        {
            console.WriteLine("No logs match.");
            return;
        }

        var groups = report.Groups;
        var table = new Table { Border = TableBorder.Simple, ShowFooters = true };
        foreach (var (index, key) in report.Keys.Index())
        {
            table.AddColumn(new TableColumn(Cell(key.Name)) { Footer = Cell(index == 0 ? "Total" : "") });
        }

        var figures = GetFitting(console.Profile.Width, report, groups);
        foreach (var figure in figures)
        {
            table.AddColumn(new TableColumn(figure.Heading)
            {
                Alignment = Justify.Right,
                NoWrap = true,
                Footer = Cell(figure.Show(report.Total, report.Total)),
            });
        }

        foreach (var group in groups)
        {
            var shown = figures.Select(figure => figure.Show(group.Tally, report.Total));
            table.AddRow(group.Values.Select(Group.Show).Concat(shown).Select(Cell));
        }

        console.Write(table);
        if (Figure.DescribeMissing(report.Total) is { } missing)
        {
            console.WriteLine(missing);
        }

        if (figures.Count < Figure.All.Count)
        {
            var dropped = Figure.All.Except(figures).Select(figure => figure.Heading);
            console.WriteLine($"Not shown at this width: {string.Join(", ", dropped)}.");
        }
    }

    /// <summary>Returns the figures that fit a width next to the keys.</summary>
    private static List<Figure> GetFitting(int width, StatsReport report, IReadOnlyList<Group> groups)
    {
        var keys = report.Keys.Select((key, index) => Math.Min(
            MinKeyWidth, groups.Select(group => GetWidth(Group.Show(group.Values[index]))).Append(GetWidth(key.Name)).Max()));
        Tally[] tallies = [report.Total, .. groups.Select(group => group.Tally)];
        var widths = Figure.All.ToDictionary(figure => figure, GetFigureWidth);
        var left = width - 1 - keys.Sum(key => key + Padding);
        foreach (var dropped in Figure.All.Where(figure => figure.DropOrder > 0).OrderBy(figure => figure.DropOrder))
        {
            if (widths.Values.Sum() <= left)
            {
                break;
            }

            widths.Remove(dropped);
        }

        return [.. Figure.All.Where(widths.ContainsKey)];

        int GetFigureWidth(Figure figure) =>
            Padding + tallies.Select(tally => figure.Show(tally, report.Total).Length).Append(figure.Heading.Length).Max();
    }

    private static int GetWidth(string text) => Segment.CellCount([new Segment(TerminalText.Neutralize(text))]);

    private static Text Cell(string text) => new(TerminalText.Neutralize(text)) { Overflow = Overflow.Ellipsis };
}
