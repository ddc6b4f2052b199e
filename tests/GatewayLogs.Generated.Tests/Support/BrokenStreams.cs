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

/// <summary>A large JSON body that is generated while it is read.</summary>
internal sealed class GeneratedStream(bool isEnveloped, int size) : ReadOnlyStream
{
    private readonly byte[] _begin = isEnveloped ? "{\"success\":true,\"result\":{\"a\":\""u8.ToArray() : "{\"a\":\""u8.ToArray();
    private readonly byte[] _end = isEnveloped ? "\"},\"errors\":[]}"u8.ToArray() : "\"}"u8.ToArray();
    private int _position;

    protected override int ReadSome(Span<byte> buffer)
    {
        var (source, left) = _position < _begin.Length ? (_begin, _begin.Length - _position)
            : _position < _begin.Length + size ? ([], _begin.Length + size - _position)
            : (_end, _begin.Length + size + _end.Length - _position);
        var count = Math.Min(buffer.Length, left);
        if (source.Length > 0)
        {
            source.AsSpan(source.Length - left, count).CopyTo(buffer);
        }
        else
        {
            buffer[..count].Fill((byte)'x');
        }

        _position += count;
        return count;
    }
}
