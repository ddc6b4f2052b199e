namespace GatewayLogs.Cli.Output;

/// <summary>Writes logs as JSON, one object per line or as one array, with all fields or the given columns.</summary>
internal sealed class LogLines(
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write,
    IReadOnlyList<LogColumn>? columns = null,
    bool isDocument = false) : ILogOutput
{
    private readonly JsonRows _rows = new(write, isDocument);

    public Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken) => _rows.WriteAsync(
        logs,
        (json, log) =>
        {
            if (columns is null)
            {
                LogJson.Write(json, log);
            }
            else
            {
                LogJson.Write(json, log, columns);
            }
        },
        cancellationToken).AsTask();

    public Task CompleteAsync(CancellationToken cancellationToken) => _rows.CompleteAsync(cancellationToken).AsTask();
}
