namespace GatewayLogs.Tests;

/// <summary>A stream of which only the reading has to be written, and that never waits.</summary>
internal abstract class ReadOnlyStream : GatewayLogs.Pipeline.ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(ReadSome(buffer.Span));

    protected abstract int ReadSome(Span<byte> buffer);
}
