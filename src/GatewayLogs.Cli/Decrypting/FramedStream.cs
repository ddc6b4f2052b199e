namespace GatewayLogs.Cli.Decrypting;

/// <summary>The bytes of a stream between other bytes.</summary>
internal sealed class FramedStream(ReadOnlyMemory<byte> first, Stream source, ReadOnlyMemory<byte> last) : Stream
{
    private ReadOnlyMemory<byte> _first = first;

    /// <summary>Gets whether all bytes of the source were read, and the last bytes or none were returned.</summary>
    public bool IsAtEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads into a buffer that can hold the first and the last bytes.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = _first.Length;
        if (length > 0)
        {
            _first.CopyTo(buffer);
            _first = default;
            return length;
        }

        length = await source.ReadAsync(buffer, cancellationToken);
        if (length == 0 && !IsAtEnd)
        {
            IsAtEnd = true;
            last.CopyTo(buffer);
            return last.Length;
        }

        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }
}
