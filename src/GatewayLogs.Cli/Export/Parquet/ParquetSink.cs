using System.Globalization;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>
/// Writes Parquet files to folders named <c>date=YYYY-MM-DD</c>. A Parquet file cannot be appended to, so rows wait in a file of lines
/// until the date ends or there are enough rows; then they are written as one Parquet file, which is renamed into place when it is
/// complete.
/// </summary>
internal sealed class ParquetSink : IExportSink
{
    /// <summary>The maximum number of rows of a file: large enough to be read efficiently, small enough to be written quickly.</summary>
    private const int MaxRows = 100_000;

    private const long MaxWaitingBytes = 256L << 20;

    private readonly string _output;

    private readonly StateFolder _state;

    private readonly ParquetPart _part;

    private readonly PartFiles _parts;

    private readonly IReadOnlyList<LogColumn>? _columns;

    private FileSink? _waiting;

    private FileMark? _mark;

    private int _rows;

    private string? _date;

    public ParquetSink(ExportPlan plan, StateFolder state, Checkpoint checkpoint, bool isFinished)
    {
        (_output, _state, _columns) = (plan.Output, state, plan.Columns);
        _part = new ParquetPart(plan.Columns, plan.Bodies, plan.Compression);
        _parts = PartFiles.Open(plan.Output, checkpoint.Parts, isFinished);
        (_mark, _rows, _date) = (checkpoint.File, checkpoint.WaitingRows, checkpoint.WaitingDate);
        DeleteOutdated(hasWaiting: _mark is not null);
        _waiting = _mark is null ? null : OpenWaiting();
    }

    public IReadOnlyList<string> Files => _parts.Written;

    private string WaitingPath => _state.GetPath(string.Create(CultureInfo.InvariantCulture, $"waiting-{_parts.Count}.ndjson"));

    public async Task WriteAsync(ExportRow row, CancellationToken cancellationToken)
    {
        var date = row.Log.CreatedAt!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_waiting is not null && (date != _date || _rows >= MaxRows || _waiting.Length >= MaxWaitingBytes))
        {
            await CompletePartAsync(cancellationToken);
        }

        _waiting ??= OpenWaiting();
        await _waiting.WriteAsync(row, cancellationToken);
        (_date, _rows) = (date, _rows + 1);
    }

    public Task FinishAsync(CancellationToken cancellationToken) => _waiting is null ? Task.CompletedTask : CompletePartAsync(cancellationToken);

    public Checkpoint Commit(Checkpoint checkpoint)
    {
        checkpoint = _waiting?.Commit(checkpoint) ?? checkpoint with { File = null };
        return checkpoint with { Parts = _parts.Lengths, WaitingRows = _rows, WaitingDate = _date };
    }

    public void Committed() => DeleteOutdated(hasWaiting: _waiting is not null);

    public void Dispose()
    {
        _waiting?.Dispose();
        _part.Dispose();
    }

    /// <summary>
    /// Writes the waiting rows to a Parquet file. They are not deleted yet, because the persisted checkpoint still refers to them.
    /// </summary>
    private async Task CompletePartAsync(CancellationToken cancellationToken)
    {
        _waiting!.Dispose();
        await _parts.AddAsync(_date!, file => _part.WriteAsync(WaitingPath, file, cancellationToken));
        (_waiting, _mark, _rows, _date) = (null, null, 0, null);
    }

    private FileSink OpenWaiting() => new(
        WaitingPath, () => AppendedFile.Open(WaitingPath, _mark, isState: true), () => new NdjsonFormat(_columns), ExportCompression.None);

    private void DeleteOutdated(bool hasWaiting) => _state.DeleteAllBut("waiting-*.ndjson", hasWaiting ? WaitingPath : null);
}
