using CsvHelper;

namespace GatewayLogs.Cli.Output;

/// <summary>Logs as CSV with a header; cells that a spreadsheet would run as a formula are made plain text.</summary>
internal sealed class LogCsv(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, IReadOnlyList<LogColumn> columns) : ILogOutput
{
    private static readonly CsvWriterOptions s_options = new() { Injection = CsvInjection.Escape, NewLine = "\n", TrueValue = "true", FalseValue = "false" };

    private bool _hasHeader;

    public async Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var csv = CsvWriter.Create(buffer, s_options, leaveOpen: true))
        {
            if (!_hasHeader)
            {
                csv.WriteHeader([.. columns.Select(column => column.Name)]);
                _hasHeader = true;
            }

            foreach (var log in logs)
            {
                Write(csv, log);
            }
        }

        await write(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => _hasHeader ? Task.CompletedTask : WriteAsync([], cancellationToken);

    private void Write(CsvWriter csv, GatewayLog log)
    {
        foreach (var column in columns)
        {
            // Numbers go in as numbers: they are no formulas, however they begin.
            switch (column.Value(log))
            {
                case long number:
                    csv.WriteField(number);
                    break;
                case decimal number:
                    csv.WriteField(number);
                    break;
                case var value:
                    csv.WriteField(LogText.Of(value));
                    break;
            }
        }

        csv.EndRecord();
    }
}
