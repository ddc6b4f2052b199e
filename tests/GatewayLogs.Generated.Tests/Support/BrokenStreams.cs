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
