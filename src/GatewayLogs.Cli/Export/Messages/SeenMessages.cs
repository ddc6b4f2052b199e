using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Cli.Export.Messages;

/// <summary>The hashes of the messages that all runs have written, so that the same messages are written only once.</summary>
internal sealed class SeenMessages : IDisposable
{
    private const int RecordLength = 16;

    private readonly AppendedFile _file;

    private readonly HashSet<UInt128> _hashes;

    private SeenMessages(AppendedFile file, HashSet<UInt128> hashes) => (_file, _hashes) = (file, hashes);

    /// <summary>Opens the file at its mark.</summary>
    /// <exception cref="IOException">The file was modified.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    public static SeenMessages Open(string path, FileMark? mark, bool isFinished)
    {
        var file = AppendedFile.Open(path, mark, isState: true, isFinished);
        return new SeenMessages(file, [.. Read(path)]);
    }

    /// <summary>Records messages.</summary>
    /// <returns>False if they were recorded before.</returns>
    public bool Add(ReadOnlySpan<byte> messages)
    {
        var record = SHA256.HashData(messages).AsSpan(0, RecordLength);
        if (!_hashes.Add(BinaryPrimitives.ReadUInt128LittleEndian(record)))
        {
            return false;
        }

        _file.Write(record);
        return true;
    }

    public FileMark Commit() => _file.Commit();

    public void Dispose() => _file.Dispose();

    private static IEnumerable<UInt128> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var record = new byte[RecordLength];
        while (file.ReadAtLeast(record, RecordLength, throwOnEndOfStream: false) == RecordLength)
        {
            yield return BinaryPrimitives.ReadUInt128LittleEndian(record);
        }
    }
}
