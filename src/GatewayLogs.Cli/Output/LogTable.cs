using System.Globalization;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Logs as a table that fits the terminal, times in the local zone; a narrow terminal gets fewer columns.</summary>
internal static class LogTable
{
    private static readonly Column[] s_columns =
    [
        new("Created", 80, log => log.CreatedAt?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        new("Id", 0, log => log.Id),
        new("Model", 0, log => log.Model) { Shrinks = true },
        new("Status", 100, log => log.Cached == true ? "cached" : Number(log.StatusCode)) { IsNumber = true },
        new("ms", 100, log => Number(log.Duration)) { IsNumber = true },
        new("Tokens", 120, log => $"{Number(log.TokensIn)}/{Number(log.TokensOut)}") { IsNumber = true },
        new("Cost $", 120, log => log.Cost?.ToString("0.000000", CultureInfo.InvariantCulture)) { IsNumber = true },
    ];

    public static void Write(IAnsiConsole console, IReadOnlyList<GatewayLog> logs)
    {
        if (logs.Count == 0)
        {
            console.WriteLine("No logs.");
            return;
        }

        var columns = s_columns.Where(column => console.Profile.Width >= column.FromWidth).ToList();
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column.Name) { NoWrap = !column.Shrinks, Alignment = column.IsNumber ? Justify.Right : Justify.Left });
        }

        foreach (var log in logs)
        {
            table.AddRow(columns.Select(column => new Text(TerminalText.Neutralize(column.Value(log) ?? "-")) { Overflow = Overflow.Ellipsis }));
        }

        console.Write(table);
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A column, and from which width of the terminal on it is shown.</summary>
    private sealed record Column(string Name, int FromWidth, Func<GatewayLog, string?> Value)
    {
        public bool Shrinks { get; init; }

        public bool IsNumber { get; init; }
    }
}
