using System.IO.Compression;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;
using Parquet;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>
/// Creates Parquet files from waiting rows. Row groups are split by row count and size only, so the same rows yield the same bytes.
/// </summary>
internal sealed class ParquetPart(IReadOnlyList<LogColumn>? columns, ExportBodies bodies, ExportCompression compression) : IDisposable
{
    /// <summary>The maximum number of rows of a group, which keeps the columns out of the large object heap.</summary>
    private const int MaxRowsPerGroup = 4_096;

    /// <summary>
    /// The maximum size of a group, which is buffered in memory. Large bodies reach it before the maximum number of rows.
    /// </summary>
    private const long MaxBytesPerGroup = 8L << 20;

    private readonly ParquetOptions _options = new()
    {
        CompressionMethod = compression switch
        {
            ExportCompression.Gzip => CompressionMethod.Gzip,
            ExportCompression.Zstd => CompressionMethod.Zstd,
            _ => CompressionMethod.None,
        },

        // The default of the library is the smallest size, which saves a fifth of the size and takes ten times as long as everything else.
        CompressionLevel = CompressionLevel.Optimal,

        // A few hundred values are enough to detect repetition.
        DictionaryEncodingSampleSize = 512,
    };

    private readonly ParquetTable _table = new(columns ?? LogColumn.RowFields, bodies);

    public async Task WriteAsync(string waitingPath, Stream file, CancellationToken cancellationToken)
    {
        await using var source = new FileStream(waitingPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var waiting = new LineReader(source);
        await using var writer = await ParquetWriter.CreateAsync(_table.Schema, file, _options, cancellationToken: cancellationToken);
        while (Gather(waiting))
        {
            using var group = writer.CreateRowGroup();
            await _table.WriteAsync(group, cancellationToken);
        }
    }

    public void Dispose() => _table.Dispose();

    /// <summary>Buffers the rows of the next group. Returns false if there are none left.</summary>
    private bool Gather(LineReader waiting)
    {
        for (long bytes = 0; _table.Rows < MaxRowsPerGroup && bytes < MaxBytesPerGroup && waiting.TryRead(out var line); bytes += line.Length)
        {
            _table.Add(line);
        }

        return _table.Rows > 0;
    }
}
