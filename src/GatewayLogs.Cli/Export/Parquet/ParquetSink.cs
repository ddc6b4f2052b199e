using System.Globalization;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>
/// A folder of Parquet files below <c>date=YYYY-MM-DD</c>. A Parquet file cannot be continued, so rows wait in a file of lines, which can,
/// until the date ends or there are enough; then they become a file that appears whole.
/// </summary>
internal sealed class ParquetSink : IExportSink
{
    /// <summary>What a file holds at most: enough to be read fast, few enough to be made soon.</summary>
    private const int MostRows = 100_000;

    private const long MostWaitingBytes = 256L << 20;

    private readonly string _output;

    private readonly StateFolder _state;

    private readonly ParquetPart _part;

    private readonly List<string> _outdated = [];

    private FileSink _waiting;

    private FileMark _mark;

    private int _parts;

    private int _rows;

    private string? _date;

    private long _bytes;

    public ParquetSink(ExportPlan plan, StateFolder state, Checkpoint checkpoint)
    {
        (_output, _state) = (plan.Output, state);
        _part = new ParquetPart(plan.Bodies, plan.Compression);
        (_mark, _parts, _rows, _date, _bytes) = (checkpoint.File, checkpoint.Parts, checkpoint.WaitingRows, checkpoint.WaitingDate, checkpoint.File.Length);
        RemoveUnfinished();
        _waiting = OpenWaiting();
    }

    private string WaitingPath => _state.PathOf(string.Create(CultureInfo.InvariantCulture, $"waiting-{_parts}.ndjson"));

    public async Task WriteAsync(ExportRow row, CancellationToken cancellationToken)
    {
        var date = row.Log.CreatedAt!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_rows > 0 && (date != _date || _rows >= MostRows || _bytes >= MostWaitingBytes))
        {
            await CompletePartAsync(cancellationToken);
        }

        await _waiting.WriteAsync(row, cancellationToken);
        (_date, _rows, _bytes) = (date, _rows + 1, _waiting.Length);
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_rows > 0)
        {
            await CompletePartAsync(cancellationToken);
        }
    }

    public Checkpoint Commit(Checkpoint checkpoint) =>
        _waiting.Commit(checkpoint) with { Parts = _parts, WaitingRows = _rows, WaitingDate = _date };

    public void Committed()
    {
        _outdated.ForEach(File.Delete);
        _outdated.Clear();
    }

    public void Dispose()
    {
        _waiting.Dispose();
        _part.Dispose();
    }

    private async Task CompletePartAsync(CancellationToken cancellationToken)
    {
        _waiting.Dispose();
        var temporary = _state.PathOf("part.new");
        await _part.WriteAsync(WaitingPath, temporary, cancellationToken);
        var folder = Path.Combine(_output, $"date={_date}");
        Directory.CreateDirectory(folder);
        File.Move(temporary, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{_parts:D6}.parquet")), overwrite: true);

        // The checkpoint that is at rest still counts on it.
        _outdated.Add(WaitingPath);
        (_mark, _parts, _rows, _date, _bytes) = (FileMark.Empty, _parts + 1, 0, null, 0);
        _waiting = OpenWaiting();
    }

    private FileSink OpenWaiting() => new(WaitingPath, _mark, () => new NdjsonFormat(), ExportCompression.None);

    /// <summary>Removes files that were completed behind the checkpoint, whose rows come again, and those that waited for files before it.</summary>
    private void RemoveUnfinished()
    {
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(WaitingPath)!, "waiting-*.ndjson").Where(path => path != WaitingPath))
        {
            File.Delete(path);
        }

        foreach (var path in Directory.EnumerateDirectories(_output, "date=????-??-??").SelectMany(folder => Directory.EnumerateFiles(folder, "part-??????.parquet")))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan("part-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= _parts)
            {
                File.Delete(path);
            }
        }
    }
}
