using System.IO.Compression;
using Parquet;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Makes Parquet files of waiting rows. The same rows make the same bytes: groups are cut by rows and their size alone.</summary>
internal sealed class ParquetPart(ExportBodies bodies, ExportCompression compression) : IDisposable
{
    /// <summary>So few that no column is a large object of the garbage collector.</summary>
    private const int RowsOfGroup = 4_096;

    /// <summary>Large bodies make a group end sooner: it is gathered in memory.</summary>
    private const long BytesOfGroup = 8L << 20;

    private readonly ParquetOptions _options = new()
    {
        CompressionMethod = compression switch
        {
            ExportCompression.Gzip => CompressionMethod.Gzip,
            ExportCompression.Zstd => CompressionMethod.Zstd,
            _ => CompressionMethod.None,
        },

        // The library's own choice is the smallest size: a fifth less, for ten times the work of all the rest.
        CompressionLevel = CompressionLevel.Optimal,

        // Whether values repeat shows in the first few hundred.
        DictionaryEncodingSampleSize = 512,
    };

    private readonly ParquetTable _table = new(bodies);

    public async Task WriteAsync(string waitingPath, Stream file, CancellationToken cancellationToken)
    {
        using var waiting = new WaitingLines(waitingPath);
        await using var writer = await ParquetWriter.CreateAsync(_table.Schema, file, _options, cancellationToken: cancellationToken);
        while (Gather(waiting))
        {
            using var group = writer.CreateRowGroup();
            await _table.WriteAsync(group, cancellationToken);
        }
    }

    public void Dispose() => _table.Dispose();

    /// <summary>Gathers the rows of the next group; false when there are none left.</summary>
    private bool Gather(WaitingLines waiting)
    {
        for (long bytes = 0; _table.Rows < RowsOfGroup && bytes < BytesOfGroup && waiting.TryRead(out var line); bytes += line.Length)
        {
            _table.Add(line);
        }

        return _table.Rows > 0;
    }
}
