namespace GatewayLogs.Benchmarks;

/// <summary>Writes a table for both a terminal and a Markdown file.</summary>
internal static class Table
{
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        string[][] lines = [[.. head], .. rows];
        int[] widths = [.. head.Select((_, column) => lines.Max(line => line[column].Length))];
        await output.WriteLineAsync(Line(lines[0], widths, ' '));
        await output.WriteLineAsync(Line(
            [.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")],
            widths, '-'));
        foreach (var line in lines.Skip(1))
        {
            await output.WriteLineAsync(Line(line, widths, ' '));
        }
    }

    private static string Line(string[] cells, int[] widths, char space) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column], space) : cell.PadLeft(widths[column], space)))} |";
}
