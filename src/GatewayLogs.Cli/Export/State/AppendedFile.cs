using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Export.State;

/// <summary>
/// An append-only file with marks. When it is opened again, the bytes after the last mark are truncated, because a killed process may have
/// flushed only a part to disk.
/// </summary>
internal sealed class AppendedFile : Stream
{
    /// <summary>
    /// The number of bytes at the end of an output that are verified. Reading the whole file would take as long as writing it.
    /// </summary>
    private const int TailLength = 1 << 16;

    private readonly FileStream _file;

    /// <summary>The hash of all bytes of a state file; null for an output.</summary>
    private readonly IncrementalHash? _whole;

    private FileMark _mark = FileMark.Empty;

    private AppendedFile(FileStream file, bool isState)
    {
        _file = file;
        _whole = isState ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Position;

    public override long Position { get => _file.Position; set => throw new NotSupportedException(); }

    /// <summary>Opens a file at its mark, or creates it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mark">The persisted part of the file; null if nothing was written yet, in which case an existing file must be
    /// empty.</param>
    /// <param name="isState">Whether the file is a state file, which is verified completely.</param>
    /// <param name="isFinished">Whether the run that wrote the file finished, so that no bytes may follow the mark.</param>
    /// <exception cref="IOException">The file does not match the mark.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "What is returned owns it.")]
    public static AppendedFile Open(string path, FileMark? mark, bool isState = false, bool isFinished = false)
    {
        if (mark is { Length: > 0 } && !File.Exists(path))
        {
            throw new IOException($"{path} is missing, but {mark.Length} bytes were written to it. Restore it. {StateFolder.StartOver}");
        }

        var file = new AppendedFile(PrivateFile.Open(path), isState);
        try
        {
            if (!file.Resume(mark ?? FileMark.Empty, mayBeLonger: mark is not null && !isFinished))
            {
                throw new IOException($"{path} was modified by another program. Undo that change. {StateFolder.StartOver}");
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Flushes everything to disk.</summary>
    /// <returns>The mark to open the file at.</returns>
    public FileMark Commit()
    {
        if (_file.Position > _mark.Length)
        {
            _file.Flush(flushToDisk: true);
            _mark = new FileMark(_file.Position, _whole is null ? HashTail(_file.Position) : Convert.ToHexStringLower(_whole.GetCurrentHash()));
        }

        return _mark;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(buffer);
        _whole?.AppendData(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Commit flushes to disk. A compressed frame that ends before does not need to.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _whole?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Verifies the file against its mark, and truncates it there.</summary>
    private bool Resume(FileMark mark, bool mayBeLonger)
    {
        if (_file.Length < mark.Length || (_file.Length > mark.Length && !mayBeLonger) || HashUntil(mark.Length) != mark.Sha256)
        {
            return false;
        }

        _file.SetLength(mark.Length);
        _file.Seek(0, SeekOrigin.End);
        _mark = mark;
        return true;
    }

    private string HashUntil(long end)
    {
        if (end == 0)
        {
            return FileMark.Empty.Sha256;
        }

        if (_whole is null)
        {
            return HashTail(end);
        }

        Hash(_whole, 0, end);
        return Convert.ToHexStringLower(_whole.GetCurrentHash());
    }

    private string HashTail(long end)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Hash(hash, Math.Max(0, end - TailLength), end);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Hashes a part of the file, and seeks to the end of that part.</summary>
    private void Hash(IncrementalHash hash, long start, long end)
    {
        var buffer = new byte[TailLength];
        _file.Seek(start, SeekOrigin.Begin);
        for (var left = end - start; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            _file.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }
    }
}
