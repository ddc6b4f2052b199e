using System.Text.Json;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes the groups of a report in the selected format.</summary>
internal static class GroupOutput
{
    public static async Task WriteAsync<T>(
        OutputFormat format,
        IEnumerable<T> groups,
        Action<Utf8JsonWriter, T> writeJson,
        Func<ReadOnlyMemory<byte>> createCsv,
        Action<IAnsiConsole> writeTable,
        CancellationToken cancellationToken)
    {
        switch (format)
        {
            case OutputFormat.Table:
                writeTable(TerminalConsole.Open());
                break;
            case OutputFormat.Csv:
                await StandardOutput.WriteTextAsync(createCsv(), cancellationToken);
                break;
            default:
                var rows = new JsonRows(StandardOutput.WriteAsync, isDocument: format == OutputFormat.Json);
                await rows.WriteAsync(groups, writeJson, cancellationToken);
                await rows.CompleteAsync(cancellationToken);
                break;
        }
    }
}
