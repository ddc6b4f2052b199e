namespace GatewayLogs.Tests;

/// <summary>A body whose connection breaks after half of it.</summary>
internal sealed class CutStream : ReadOnlyStream
{
    private bool _hasGivenHalf;

    protected override int ReadSome(Span<byte> buffer)
    {
        if (_hasGivenHalf)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        _hasGivenHalf = true;
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

/// <summary>A body that gives what it has and then neither more nor its end.</summary>
internal sealed class StalledStream(byte[] beginning) : ReadOnlyStream
{
    private bool _hasGiven;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasGiven)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        _hasGiven = true;
        beginning.CopyTo(buffer);
        return beginning.Length;
    }

    protected override int ReadSome(Span<byte> buffer) => throw new NotSupportedException();
}

/// <summary>A body of which a byte comes now and then.</summary>
internal sealed class SlowStream(TimeProvider time, byte[] body, TimeSpan pause) : ReadOnlyStream
{
    private int _given;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(pause, time, cancellationToken);
        if (_given == body.Length)
        {
            return 0;
        }

        buffer.Span[0] = body[_given++];
        return 1;
    }

    protected override int ReadSome(Span<byte> buffer) => throw new NotSupportedException();
}
