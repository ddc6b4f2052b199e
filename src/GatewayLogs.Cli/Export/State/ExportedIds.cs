using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Export.State;

/// <summary>
/// The ids of persisted rows that the next run lists again because it looks back, so that it can skip them. They are stored as hashes,
/// because there can be a hundred thousand.
/// </summary>
internal sealed class ExportedIds : IDisposable
{
    private const int RecordLength = sizeof(long) + 16;

    private readonly AppendedFile _file;

    private readonly HashSet<UInt128> _known = [];

    private readonly long _from;

    private ExportedIds(AppendedFile file, long from) => (_file, _from) = (file, from);

    /// <summary>Opens the ids of a run that is started or resumed.</summary>
    /// <param name="state">The state folder, which has one file per run.</param>
    /// <param name="checkpoint">The checkpoint of the run.</param>
    /// <param name="last">The checkpoint that was loaded; null when the export is started.</param>
    /// <exception cref="IOException">A file was modified.</exception>
    public static ExportedIds Open(StateFolder state, Checkpoint checkpoint, Checkpoint? last)
    {
        if (last?.Run == checkpoint.Run)
        {
            return Resume(state.IdsPath(last.Run), checkpoint);
        }

        var known = last is null ? [] : Read(state.IdsPath(last.Run), last.Ids);
        FileSharing.Retry(() => File.Delete(state.IdsPath(checkpoint.Run))); // A killed process may have left a file that no checkpoint refers to.
        return Begin(state.IdsPath(checkpoint.Run), checkpoint, known);
    }

    /// <summary>Returns whether a row is already persisted.</summary>
    public bool IsKnown(GatewayLog log) => _known.Count > 0 && _known.Contains(ToFingerprint(log.Id));

    /// <summary>Records a row that is written now, if the next run can list it again.</summary>
    public void Add(GatewayLog log)
    {
        var milliseconds = log.CreatedAt!.Value.ToUnixTimeMilliseconds();
        if (milliseconds >= _from)
        {
            Append((milliseconds, ToFingerprint(log.Id)));
        }
    }

    public FileMark Commit() => _file.Commit();

    public void Dispose() => _file.Dispose();

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    private static ExportedIds Resume(string path, Checkpoint checkpoint)
    {
        var ids = new ExportedIds(AppendedFile.Open(path, checkpoint.Ids, isState: true), checkpoint.RememberedFrom);
        ids._known.UnionWith(ReadRecords(path).Select(record => record.Id));
        return ids;
    }

    /// <summary>Starts the file of a run with the ids that this run lists again.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    private static ExportedIds Begin(string path, Checkpoint checkpoint, List<(long Milliseconds, UInt128 Id)> known)
    {
        var ids = new ExportedIds(AppendedFile.Open(path, null, isState: true), checkpoint.RememberedFrom);
        foreach (var record in known.Where(record => record.Milliseconds >= checkpoint.From))
        {
            ids._known.Add(record.Id);
            ids.Append(record);
        }

        return ids;
    }

    private static List<(long Milliseconds, UInt128 Id)> Read(string path, FileMark mark)
    {
        using var verified = AppendedFile.Open(path, mark, isState: true, isFinished: true);
        return [.. ReadRecords(path)];
    }

    private static IEnumerable<(long Milliseconds, UInt128 Id)> ReadRecords(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var record = new byte[RecordLength];
        while (file.ReadAtLeast(record, RecordLength, throwOnEndOfStream: false) == RecordLength)
        {
            yield return (BinaryPrimitives.ReadInt64LittleEndian(record), BinaryPrimitives.ReadUInt128LittleEndian(record.AsSpan(sizeof(long))));
        }
    }

    private static UInt128 ToFingerprint(string id) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private void Append((long Milliseconds, UInt128 Id) row)
    {
        Span<byte> record = stackalloc byte[RecordLength];
        BinaryPrimitives.WriteInt64LittleEndian(record, row.Milliseconds);
        BinaryPrimitives.WriteUInt128LittleEndian(record[sizeof(long)..], row.Id);
        _file.Write(record);
    }
}
