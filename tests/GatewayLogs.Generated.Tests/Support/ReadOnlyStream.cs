namespace GatewayLogs.Tests;

/// <summary>A base class for read-only streams that complete synchronously.</summary>
internal abstract class ReadOnlyStream : GatewayLogs.Pipeline.ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(ReadSome(buffer.Span));

    protected abstract int ReadSome(Span<byte> buffer);
}
