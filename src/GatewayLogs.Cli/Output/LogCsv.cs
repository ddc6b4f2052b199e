namespace GatewayLogs.Cli.Output;

/// <summary>Writes logs as CSV with a header.</summary>
internal sealed class LogCsv(
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write,
    IReadOnlyList<LogColumn> columns,
    CsvEscape escape = CsvEscape.Spreadsheet) : ILogOutput
{
    private bool _hasHeader;

    public async Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        using var lines = new CsvLines("\n", escape);
        if (!_hasHeader)
        {
            lines.AddHeader(columns.Select(column => column.Name));
            _hasHeader = true;
        }

        foreach (var log in logs)
        {
            lines.Add(log, columns);
            lines.EndLine();
        }

        await write(lines.Take(), cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => _hasHeader ? Task.CompletedTask : WriteAsync([], cancellationToken);
}
