namespace GatewayLogs.Tests;

/// <summary>A body whose connection breaks halfway.</summary>
internal sealed class CutStream : ReadOnlyStream
{
    private bool _hasReturnedHalf;

    protected override int ReadSome(Span<byte> buffer)
    {
        if (_hasReturnedHalf)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        _hasReturnedHalf = true;
        "{\"success\":true,\"result\":["u8.CopyTo(buffer);
        return 26;
    }
}

/// <summary>A body that never ends.</summary>
internal sealed class EndlessStream : ReadOnlyStream
{
    protected override int ReadSome(Span<byte> buffer)
    {
        buffer.Fill((byte)' ');
        return buffer.Length;
    }
}

/// <summary>A body that stalls after its bytes.</summary>
internal sealed class StalledStream(byte[] beginning) : ReadOnlyStream
{
    private int _returned;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_returned == beginning.Length)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var count = Math.Min(buffer.Length, beginning.Length - _returned);
        beginning.AsMemory(_returned, count).CopyTo(buffer);
        _returned += count;
        return count;
    }

    protected override int ReadSome(Span<byte> buffer) => throw new NotSupportedException();
}

/// <summary>A body that returns one byte per interval.</summary>
internal sealed class SlowStream(TimeProvider time, byte[] body, TimeSpan pause) : ReadOnlyStream
{
    private int _returned;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(pause, time, cancellationToken);
        if (_returned == body.Length)
        {
            return 0;
        }

        buffer.Span[0] = body[_returned++];
        return 1;
    }

    protected override int ReadSome(Span<byte> buffer) => throw new NotSupportedException();
}

/// <summary>A body that throws after its bytes.</summary>
internal sealed class BreakingStream(byte[] beginning) : ReadOnlyStream
{
    private int _returned;

    protected override int ReadSome(Span<byte> buffer)
    {
        if (_returned == beginning.Length)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        var count = Math.Min(buffer.Length, beginning.Length - _returned);
        beginning.AsSpan(_returned, count).CopyTo(buffer);
        _returned += count;
        return count;
    }
}

/// <summary>A large body that is generated while it is read.</summary>
internal sealed class GeneratedStream(int size) : ReadOnlyStream
{
    private int _left = size;

    protected override int ReadSome(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _left);
        buffer[..count].Fill((byte)'x');
        _left -= count;
        return count;
    }
}

/// <summary>A body that returns its beginning at once, and then some bytes each second.</summary>
internal sealed class DrippingStream(TimeProvider time, byte[] body, int quick, int bytesPerSecond) : ReadOnlyStream
{
    private int _returned;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var isQuick = _returned < quick;
        await Task.Delay(isQuick ? TimeSpan.Zero : TimeSpan.FromSeconds(1), time, cancellationToken);
        var count = Math.Min(buffer.Length, isQuick ? quick - _returned : Math.Min(bytesPerSecond, body.Length - _returned));
        body.AsMemory(_returned, count).CopyTo(buffer);
        _returned += count;
        return count;
    }

    protected override int ReadSome(Span<byte> buffer) => throw new NotSupportedException();
}
