using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Failures;

/// <summary>Writes the groups as JSON or CSV.</summary>
internal static class FailureOutput
{
    public static void WriteJson(Utf8JsonWriter json, FailureReport report, FailureGroup group)
    {
        json.WriteStartObject();
        foreach (var column in FailureColumn.All)
        {
            json.WritePropertyName(column.Name);
            LogJson.WriteValue(json, column.Value(report, group));
        }

        json.WriteEndObject();
    }

    /// <summary>Returns the groups as CSV with a header.</summary>
    public static ReadOnlyMemory<byte> WriteCsv(FailureReport report)
    {
        using var lines = new CsvLines("\n");
        lines.AddHeader(FailureColumn.All.Select(column => column.Name));
        foreach (var group in report.Groups)
        {
            foreach (var column in FailureColumn.All)
            {
                lines.Add(column.Value(report, group));
            }

            lines.EndLine();
        }

        return lines.Take();
    }
}
