using System.Globalization;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Logs as a table that fits the terminal, times in the local zone.</summary>
internal static class LogTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<GatewayLog> logs)
    {
        if (logs.Count == 0)
        {
            console.WriteLine("No logs.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(
            new TableColumn("Created").NoWrap(),
            new TableColumn("Id").NoWrap(),
            new TableColumn("Model").NoWrap(),
            new TableColumn("Status").NoWrap().RightAligned(),
            new TableColumn("ms").NoWrap().RightAligned(),
            new TableColumn("Tokens").NoWrap().RightAligned(),
            new TableColumn("Cost $").NoWrap().RightAligned());
        foreach (var log in logs)
        {
            table.AddRow(
                Cell(log.CreatedAt?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                Cell(log.Id),
                Cell(log.Model),
                Cell(Status(log)),
                Cell(Number(log.Duration)),
                Cell($"{Number(log.TokensIn)}/{Number(log.TokensOut)}"),
                Cell(log.Cost?.ToString("0.000000", CultureInfo.InvariantCulture)));
        }

        console.Write(table);
    }

    private static Text Cell(string? text) => new(TerminalText.Neutralize(text ?? "-")) { Overflow = Overflow.Ellipsis };

    private static string Status(GatewayLog log) => log.Cached == true ? $"{log.StatusCode} cached" : Number(log.StatusCode);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
