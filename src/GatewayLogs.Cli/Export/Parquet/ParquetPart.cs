using System.Text.Json;
using Parquet;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Makes a Parquet file of waiting rows. The same rows make the same bytes: groups are cut by rows and their size alone.</summary>
internal sealed class ParquetPart(ExportBodies bodies, ExportCompression compression)
{
    private const int RowsOfGroup = 5_000;

    /// <summary>Large bodies make a group end sooner: it is gathered in memory.</summary>
    private const long CharactersOfGroup = 8L << 20;

    private readonly ParquetOptions _options = new()
    {
        CompressionMethod = compression == ExportCompression.Gzip ? CompressionMethod.Gzip : CompressionMethod.Zstd,
    };

    public async Task WriteAsync(string waitingPath, string path, CancellationToken cancellationToken)
    {
        var table = new ParquetTable(bodies);
        using var waiting = new StreamReader(waitingPath);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await using (var writer = await ParquetWriter.CreateAsync(table.Schema, file, _options, cancellationToken: cancellationToken))
        {
            long characters = 0;
            while (await waiting.ReadLineAsync(cancellationToken) is { } line)
            {
                using (var row = JsonDocument.Parse(line))
                {
                    table.Add(row.RootElement);
                }

                characters += line.Length;
                if (table.Rows >= RowsOfGroup || characters >= CharactersOfGroup)
                {
                    await WriteGroupAsync(writer, table, cancellationToken);
                    characters = 0;
                }
            }

            if (table.Rows > 0)
            {
                await WriteGroupAsync(writer, table, cancellationToken);
            }
        }

        Flush(file);
    }

    private static void Flush(FileStream file) => file.Flush(flushToDisk: true);

    private static async Task WriteGroupAsync(ParquetWriter writer, ParquetTable table, CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        await table.WriteAsync(group, cancellationToken);
    }
}
