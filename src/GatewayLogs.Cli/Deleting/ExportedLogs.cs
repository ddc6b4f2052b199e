using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Deleting;

/// <summary>Exports logs to a file before they are deleted, as one JSON object per line.</summary>
internal sealed class ExportedLogs(string path)
{
    /// <summary>Gets the path while the file is not verified yet. A file with the final name is complete.</summary>
    private string PartialPath => GetPartialPath(path);

    /// <summary>Throws if anything exists at a path.</summary>
    /// <exception cref="IOException">A file or folder exists.</exception>
    public static void RequireNew(string path)
    {
        if (Array.Find([path, GetPartialPath(path)], PrivateFile.Exists) is { } existing)
        {
            throw new IOException(
                $"--export-first: {existing} already exists and is not overwritten. Remove it, or specify another file. Nothing was deleted.");
        }
    }

    /// <summary>Returns whether a log is the same as when it was exported.</summary>
    /// <param name="log">The current log.</param>
    /// <param name="hashes">What <see cref="WriteAsync"/> returned.</param>
    public static bool IsUnchanged(GatewayLog log, IReadOnlyDictionary<string, byte[]> hashes) =>
        hashes.TryGetValue(log.Id, out var hash) && hash.SequenceEqual(SHA256.HashData(GetLine(log)));

    /// <summary>Writes all matching logs, flushes them to disk, and reads them back.</summary>
    /// <returns>The ids of the logs, each with the hash of its line.</returns>
    /// <exception cref="IOException">The file already exists, or does not contain what was written.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> WriteAsync(GatewayLogsClient client, GatewayLogQuery query, CancellationToken cancellationToken)
    {
        RequireNew(path);
        using var written = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0L;
        await using (var file = PrivateFile.Create(PartialPath))
        {
            var lines = new LogLines(
                (bytes, token) =>
                {
                    written.AppendData(bytes.Span);
                    return file.WriteAsync(bytes, token);
                });
            await foreach (var page in client.ListAllPagesAsync(query, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }, cancellationToken))
            {
                await lines.WriteAsync(page.Logs, cancellationToken);
                count += page.Logs.Count;
            }

            await file.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        var hashes = await VerifyAsync(written.GetHashAndReset(), count, cancellationToken);
        PrivateFile.Rename(PartialPath, path, overwrite: false);
        return hashes;
    }

    private static string GetPartialPath(string path) => $"{path}.partial";

    /// <summary>Returns the line of a log.</summary>
    private static byte[] GetLine(GatewayLog log)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, LogJson.Options))
        {
            LogJson.Write(writer, log);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private async Task<Dictionary<string, byte[]>> VerifyAsync(byte[] hash, long count, CancellationToken cancellationToken)
    {
        await using (var file = File.OpenRead(PartialPath))
        {
            var read = await SHA256.HashDataAsync(file, cancellationToken);
            if (!hash.SequenceEqual(read))
            {
                throw NotVerified();
            }
        }

        Dictionary<string, byte[]> hashes = [];
        await foreach (var line in File.ReadLinesAsync(PartialPath, Encoding.UTF8, cancellationToken))
        {
            hashes[GetId(line)] = SHA256.HashData(Encoding.UTF8.GetBytes(line));
        }

        return hashes.Count == count ? hashes : throw NotVerified();
    }

    private IOException NotVerified() => new($"{PartialPath} does not contain what was written to it. Check the disk. Nothing was deleted.");

    private static string GetId(string line)
    {
        using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = LogJson.ReaderOptions.MaxDepth });
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
