using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace GatewayLogs.Cli.Export.State;

/// <summary>
/// A file that only grows, from mark to mark. What was written behind the last mark is cut off when it is opened, since nobody knows how
/// much of it reached the disk.
/// </summary>
internal sealed class AppendedFile : Stream
{
    private readonly FileStream _file;

    private readonly IncrementalHash _tail = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

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
            _mark = new FileMark(_file.Position, _file.Position - _mark.Length, Convert.ToHexStringLower(_tail.GetHashAndReset()));
        }

        return _mark;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(buffer);
        _tail.AppendData(buffer);
    }

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
            _tail.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsMarked(FileStream file, FileMark mark)
    {
        if (file.Length < mark.Length)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        file.Seek(mark.Length - mark.TailLength, SeekOrigin.Begin);
        for (var left = mark.TailLength; left > 0;)
        {
            var count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            hash.AppendData(buffer, 0, count);
            left -= count;
        }

        return mark.Length == 0 || Convert.ToHexStringLower(hash.GetHashAndReset()) == mark.TailSha256;
    }
}
