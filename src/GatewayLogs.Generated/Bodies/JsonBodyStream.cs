using GatewayLogs.Pipeline;

namespace GatewayLogs.Bodies;

/// <summary>Gives a large JSON body as it arrives, out of its envelope if it is in one, and makes sure at the end that it was whole.</summary>
/// <param name="source">The rest of the answer.</param>
/// <param name="head">The beginning of the answer, read already.</param>
/// <param name="offset">Where in it the payload begins: 0 for one that is in no envelope.</param>
/// <param name="response">The answer.</param>
internal sealed class JsonBodyStream(Stream source, ReadOnlyMemory<byte> head, int offset, GatewayLogsResponse response) : ReadOnlyStream
{
    /// <summary>What follows the payload is the end of an envelope, and small.</summary>
    private const int LongestTail = 64 * 1024;

    private readonly JsonValueScanner _extent = new();
    private readonly MemoryStream _tail = new();
    private readonly PrefixedStream _source = new(head[offset..], source);
    private bool _isChecked;

    private bool IsBare => offset == 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0 && !_isChecked)
        {
            var count = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var payload = _extent.Take(buffer.Span[..count]);
            Keep(buffer.Span[payload..count]);
            if (count == 0)
            {
                Check();
            }

            if ((IsBare ? count : payload) is > 0 and var given)
            {
                return given;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            _tail.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> tail)
    {
        if (_tail.Length + tail.Length > LongestTail)
        {
            throw NoEnvelope();
        }

        _tail.Write(tail);
    }

    /// <summary>What was around the payload, with something small in its place, must be what a small body would have to be.</summary>
    private void Check()
    {
        _isChecked = true;
        byte[] around = [.. head.Span[..offset], .. "null"u8, .. _tail.GetBuffer().AsSpan(0, (int)_tail.Length)];
        if (!_extent.HasEnded || !EnvelopedBody.TryRead(around, out var envelope))
        {
            throw BodyFactory.Unreadable("is not whole JSON", response);
        }

        if (!IsBare && envelope is not { Success: true })
        {
            throw NoEnvelope();
        }
    }

    private GatewayLogsException NoEnvelope() => new(
        FailureMessage.WithRayId(
            "The stored body looked like one in an envelope until its end, where it turned out to be none. Read it with the unwrapping off.", response),
        response)
    {
        Kind = FailureKind.NotRetriable,
    };
}
