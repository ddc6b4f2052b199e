using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace GatewayLogs.Cli.Export.State;

/// <summary>
/// A file that only grows, from mark to mark. What was written behind the last mark is cut off when it is opened, since nobody knows how
/// much of it reached the disk.
/// </summary>
internal sealed class AppendedFile : Stream
{
    /// <summary>How much of its end a file is known again by. All that was written would take longer to look at than to write.</summary>
    private const int LongestTail = 1 << 16;

    private readonly FileStream _file;

    private FileMark _mark;

    private AppendedFile(FileStream file, FileMark mark) => (_file, _mark) = (file, mark);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Position;

    public override long Position { get => _file.Position; set => throw new NotSupportedException(); }

    /// <summary>Opens a file behind its mark, and makes it when nothing of it is at rest.</summary>
    /// <exception cref="IOException">The file is not the one that was marked.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    public static AppendedFile Open(string path, FileMark mark)
    {
        if (mark.Length > 0 && !File.Exists(path))
        {
            throw new IOException($"{path} is gone, though {mark.Length} bytes of it were written. Put it back, or remove its checkpoint as well to begin anew.");
        }

        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        try
        {
            if (!IsMarked(file, mark))
            {
                throw new IOException($"{path} was changed by something else since the last export. Put it back as it was, or export to another place.");
            }

            file.SetLength(mark.Length);
            file.Seek(0, SeekOrigin.End);
            return new AppendedFile(file, mark);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Brings all that was written onto the disk.</summary>
    /// <returns>The mark that it can be opened behind.</returns>
    public FileMark Commit()
    {
        if (_file.Position > _mark.Length)
        {
            _file.Flush(flushToDisk: true);
            var tail = Math.Min(_file.Position, LongestTail);
            _mark = new FileMark(_file.Position, tail, FingerprintOf(_file, _file.Position, tail));
        }

        return _mark;
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _file.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // What matters reaches the disk in Commit; a frame that ends has no reason to wait for it.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsMarked(FileStream file, FileMark mark) =>
        file.Length >= mark.Length && (mark.Length == 0 || FingerprintOf(file, mark.Length, mark.TailLength) == mark.TailSha256);

    private static string FingerprintOf(FileStream file, long end, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[LongestTail];
        for (var left = length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            file.Seek(end - left, SeekOrigin.Begin);
            file.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
