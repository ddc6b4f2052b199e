using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Stats;

/// <summary>Writes the groups as CSV with a header. A missing value is empty.</summary>
internal static class StatsCsv
{
    public static ReadOnlyMemory<byte> Write(StatsReport report)
    {
        using var lines = new CsvLines("\n");
        lines.AddHeader([.. report.Keys.Select(key => key.Name), .. StatsColumn.All.Select(column => column.Name)]);
        foreach (var group in report.Groups)
        {
            foreach (var value in group.Values)
            {
                lines.Add(value);
            }

            foreach (var column in StatsColumn.All)
            {
                lines.AddVerbatim(column.Text(group.Tally));
            }

            lines.EndLine();
        }

        return lines.Take();
    }
}
