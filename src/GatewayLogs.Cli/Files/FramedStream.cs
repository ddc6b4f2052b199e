namespace GatewayLogs.Cli.Files;

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
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TakeFirst(buffer.Span) is > 0 and var length ? length
        : await source.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read
        : TakeLast(buffer.Span);

    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)"/>
    public override int Read(Span<byte> buffer) =>
        TakeFirst(buffer) is > 0 and var length ? length
        : source.Read(buffer) is > 0 and var read ? read
        : TakeLast(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }

    private int TakeFirst(Span<byte> buffer)
    {
        var length = _first.Length;
        _first.Span.CopyTo(buffer);
        _first = default;
        return length;
    }

    private int TakeLast(Span<byte> buffer)
    {
        if (IsAtEnd)
        {
            return 0;
        }

        IsAtEnd = true;
        last.Span.CopyTo(buffer);
        return last.Length;
    }
}
