using CsvHelper;

namespace GatewayLogs.Cli.Stats;

/// <summary>The groups as CSV with a header; the values are text, and text that a spreadsheet would run as a formula is made plain.</summary>
internal static class StatsCsv
{
    private static readonly CsvWriterOptions s_options = new() { Injection = CsvInjection.Escape, NewLine = "\n" };

    public static ReadOnlyMemory<byte> Of(StatsReport report)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, s_options, leaveOpen: true))
        {
            csv.WriteHeader([.. report.Asked.Keys.Select(key => key.Name), .. StatsColumn.All.Select(column => column.Name)]);
            foreach (var group in report.Asked.Groups)
            {
                foreach (var value in group.Values)
                {
                    csv.WriteField(value);
                }

                foreach (var column in StatsColumn.All)
                {
                    csv.WriteField(column.Text(group.Tally));
                }

                csv.EndRecord();
            }
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
