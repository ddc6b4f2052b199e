using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Deleting;

/// <summary>The logs that were written to a file before they are deleted, one JSON object a line.</summary>
internal sealed class ExportedLogs(string path)
{
    /// <summary>What has not been verified yet has another name, so that a file of the right one is whole.</summary>
    private string PartialPath => $"{path}.partial";

    /// <summary>Writes all logs that are selected, makes sure that they are on the disk, and reads them back.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="IOException">The file exists already, or does not hold what was written.</exception>
    public async Task<long> WriteAsync(GatewayLogsClient client, GatewayLogQuery query, CancellationToken cancellationToken)
    {
        if (Array.Find([path, PartialPath], PrivateFile.Exists) is { } existing)
        {
            throw new IOException($"--export-first: {existing} exists already, and is not written over. Remove it, or name another file. Nothing was deleted.");
        }

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
            await foreach (var page in client.ListAllPagesAsync(query, new GatewayLogWalkOptions { SettleDelay = TimeSpan.Zero }, cancellationToken))
            {
                await lines.WriteAsync(page.Logs, cancellationToken);
                count += page.Logs.Count;
            }

            await file.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        await VerifyAsync(written.GetHashAndReset(), count, cancellationToken);
        PrivateFile.Rename(PartialPath, path, overwrite: false);
        return count;
    }

    /// <summary>Gives the lines of the file with the ids that they hold, some at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyDictionary<string, string>> ReadAsync(
        int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, string> batch = [];
        await foreach (var line in File.ReadLinesAsync(path, Encoding.UTF8, cancellationToken))
        {
            batch[IdOf(line)] = line;
            if (batch.Count == size)
            {
                yield return batch;
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>The line that the file would hold of a log.</summary>
    public static string LineOf(GatewayLog log)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, LogJson.Options))
        {
            LogJson.Write(writer, log);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private async Task VerifyAsync(byte[] hash, long count, CancellationToken cancellationToken)
    {
        await using (var file = File.OpenRead(PartialPath))
        {
            var read = await SHA256.HashDataAsync(file, cancellationToken);
            if (!hash.SequenceEqual(read))
            {
                throw NotVerified();
            }
        }

        HashSet<string> ids = [];
        await foreach (var line in File.ReadLinesAsync(PartialPath, Encoding.UTF8, cancellationToken))
        {
            ids.Add(IdOf(line));
        }

        if (ids.Count != count)
        {
            throw NotVerified();
        }
    }

    private IOException NotVerified() => new($"{PartialPath} does not hold what was written to it. Look after the disk. Nothing was deleted.");

    private static string IdOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
