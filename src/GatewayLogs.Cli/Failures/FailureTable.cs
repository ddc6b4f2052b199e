using System.Globalization;
using GatewayLogs.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GatewayLogs.Cli.Failures;

/// <summary>
/// Writes the groups as a table that fits the width of the terminal. Messages wrap. Figures, times and ids are never cut: columns that do
/// not fit are left out.
/// </summary>
internal sealed class FailureTable(IAnsiConsole console, TimeZoneInfo zone, FailureReport report)
{
    private const int Gap = 2;

    private const int MinMessageWidth = 24;

    private static readonly Style s_heading = new(decoration: Decoration.Bold);

    private readonly IReadOnlyList<FailureGroup> _groups = report.Groups;

    /// <summary>Gets the columns in order. The rank is the order in which optional columns are added while they fit; 0 is always shown.</summary>
    private IReadOnlyList<Column> Columns =>
    [
        new("Calls", 0, group => group.Calls.ToString(CultureInfo.InvariantCulture)) { IsNumber = true },
        new("Share", 0, group => FailureColumn.FormatShare(report.GetShare(group))) { IsNumber = true },
        new("Status", 0, group => LogText.Format(group.Key.Status)) { IsNumber = true },
        new("Provider", 1, group => group.Key.Provider) { MaxWidth = Math.Max(9, console.Profile.Width / 8) },
        new("Model", 0, group => group.Key.Model) { MaxWidth = Math.Max(12, console.Profile.Width / 5) },
        new("Message", 0, group => group.Message.ToString()) { MaxWidth = int.MaxValue },
        new("First seen", 4, group => Local(group.FirstSeen)),
        new("Last seen", 2, group => Local(group.LastSeen)),
        new("Sample", 3, group => group.SampleId),
    ];

    public void Write()
    {
        if (_groups.Count == 0)
        {
            console.WriteLine("No failed logs.");
            return;
        }

        var columns = GetFitting(Columns);
        var table = new Table { Border = TableBorder.None };
        foreach (var (column, width) in columns)
        {
            table.AddColumn(new TableColumn(new TruncatedText(column.Name, s_heading))
            {
                Width = width,
                NoWrap = column.Name != "Message",
                Alignment = column.IsNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, column == columns[^1].Column ? 0 : Gap, 0),
            });
        }

        foreach (var group in _groups)
        {
            table.AddRow(columns.Select(shown => GetCell(shown.Column, group)));
        }

        console.Write(table);
        if (_groups.Any(group => group.Key.Message is null && group.Calls > 1))
        {
            console.WriteLine("Each message is that of one log; --all-details reads those of all logs.");
        }

        if (Columns.Select(column => column.Name).Except(columns.Select(shown => shown.Column.Name)).ToArray() is { Length: > 0 } missing)
        {
            console.WriteLine($"Not shown: {string.Join(", ", missing)}. --json and --csv have all columns.");
        }
    }

    /// <summary>Returns the columns that fit the terminal with their widths; the message gets what is left.</summary>
    private List<(Column Column, int Width)> GetFitting(IReadOnlyList<Column> all)
    {
        var widths = all.ToDictionary(column => column, GetWidth);
        var message = all.First(column => column.Name == "Message");
        var natural = widths[message];
        widths[message] = Math.Min(natural, MinMessageWidth);
        HashSet<Column> shown = [.. all.Where(column => column.Rank == 0)];
        var left = console.Profile.Width - shown.Sum(column => widths[column] + Gap) + Gap;
        foreach (var column in all.Where(column => column.Rank > 0).OrderBy(column => column.Rank).Where(column => widths[column] + Gap <= left))
        {
            shown.Add(column);
            left -= widths[column] + Gap;
        }

        widths[message] = Math.Clamp(widths[message] + left, 1, natural);
        return [.. all.Where(shown.Contains).Select(column => (column, widths[column]))];
    }

    private int GetWidth(Column column) => Math.Min(
        column.MaxWidth, _groups.Select(group => GetText(column, group)).Append(column.Name).Max(TruncatedText.GetWidth));

    private static IRenderable GetCell(Column column, FailureGroup group) =>
        column.Name == "Message" ? new Text(GetText(column, group)) : new TruncatedText(GetText(column, group), Style.Plain);

    private static string GetText(Column column, FailureGroup group) => TerminalText.Neutralize(column.Value(group) is { Length: > 0 } value ? value : "-");

    private string Local(DateTimeOffset? time) =>
        time is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private sealed record Column(string Name, int Rank, Func<FailureGroup, string> Value)
    {
        public bool IsNumber { get; init; }

        /// <summary>Gets the width at which the text of the column is cut. Default: it is never cut.</summary>
        public int MaxWidth { get; init; } = int.MaxValue;
    }
}
