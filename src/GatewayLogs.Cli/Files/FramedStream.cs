namespace GatewayLogs.Cli.Files;

/// <summary>The bytes of a stream between other bytes.</summary>
internal sealed class FramedStream(ReadOnlyMemory<byte> first, Stream source, ReadOnlyMemory<byte> last) : ForwardOnlyStream
{
    private ReadOnlyMemory<byte> _first = first;

    /// <summary>Gets whether all bytes of the source were read, and the last bytes or none were returned.</summary>
    public bool IsAtEnd { get; private set; }

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
