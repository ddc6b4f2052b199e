using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Cli.Export.State;

/// <summary>
/// The ids of rows at rest that a later run will meet again when it looks back, so that it leaves them out: as fingerprints, since there
/// can be a hundred thousand of them.
/// </summary>
internal sealed class RememberedIds : IDisposable
{
    private const int RecordLength = sizeof(long) + 16;

    private readonly AppendedFile _file;

    private readonly HashSet<UInt128> _known;

    private readonly long _from;

    private RememberedIds(AppendedFile file, HashSet<UInt128> known, long from) => (_file, _known, _from) = (file, known, from);

    /// <summary>Opens the ids of a run that begins or goes on, with those of the run before it.</summary>
    /// <param name="path">Where those of this run are.</param>
    /// <param name="mark">How much of them is at rest.</param>
    /// <param name="before">Where those of the run before are, whole; null when there was none.</param>
    /// <param name="from">From which millisecond on this run remembers.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    public static RememberedIds Open(string path, FileMark mark, string? before, long from)
    {
        HashSet<UInt128> known = [];
        List<(long Milliseconds, UInt128 Id)> carried = [];
        foreach (var record in before is null ? [] : Read(before))
        {
            known.Add(record.Id);
            if (record.Milliseconds >= from)
            {
                carried.Add(record);
            }
        }

        var ids = new RememberedIds(AppendedFile.Open(path, mark), known, from);
        if (mark.Length == 0)
        {
            // A row that is hidden from this run for a while must not be new to the next.
            carried.ForEach(ids.Append);
        }

        return ids;
    }

    /// <summary>Whether an earlier run has written the row.</summary>
    public bool IsKnown(GatewayLog log) => _known.Count > 0 && _known.Contains(FingerprintOf(log.Id));

    /// <summary>Remembers a row that is written now, if the next run can meet it.</summary>
    public void Add(GatewayLog log)
    {
        var milliseconds = log.CreatedAt!.Value.ToUnixTimeMilliseconds();
        if (milliseconds >= _from)
        {
            Append((milliseconds, FingerprintOf(log.Id)));
        }
    }

    public FileMark Commit() => _file.Commit();

    public void Dispose() => _file.Dispose();

    private static IEnumerable<(long Milliseconds, UInt128 Id)> Read(string path)
    {
        using var file = File.OpenRead(path);
        var record = new byte[RecordLength];
        while (file.ReadAtLeast(record, RecordLength, throwOnEndOfStream: false) == RecordLength)
        {
            yield return (BinaryPrimitives.ReadInt64LittleEndian(record), BinaryPrimitives.ReadUInt128LittleEndian(record.AsSpan(sizeof(long))));
        }
    }

    private static UInt128 FingerprintOf(string id) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private void Append((long Milliseconds, UInt128 Id) row)
    {
        Span<byte> record = stackalloc byte[RecordLength];
        BinaryPrimitives.WriteInt64LittleEndian(record, row.Milliseconds);
        BinaryPrimitives.WriteUInt128LittleEndian(record[sizeof(long)..], row.Id);
        _file.Write(record);
    }
}
