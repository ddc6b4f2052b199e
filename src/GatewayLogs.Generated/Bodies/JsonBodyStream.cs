using GatewayLogs.Pipeline;

namespace GatewayLogs.Bodies;

/// <summary>Streams a large JSON body without its envelope, and verifies at the end that the JSON was complete.</summary>
/// <param name="source">The unread rest of the response.</param>
/// <param name="head">The beginning of the response, which has already been read.</param>
/// <param name="offset">The index in <paramref name="head"/> of the first byte of the payload; 0 if there is no envelope.</param>
/// <param name="response">The status and headers of the response.</param>
internal sealed class JsonBodyStream(Stream source, ReadOnlyMemory<byte> head, int offset, GatewayLogsResponse response) : ReadOnlyStream
{
    /// <summary>The maximum number of bytes after the payload. Only the rest of the envelope is expected there, and it is small.</summary>
    private const int LongestTail = 64 * 1024;

    private readonly JsonValueScanner _scanner = new();
    private readonly MemoryStream _tail = new();
    private readonly PrefixedStream _source = new(head[offset..], source);
    private bool _isChecked;

    private bool IsBare => offset == 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0 && !_isChecked)
        {
            var count = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var payload = _scanner.Scan(buffer.Span[..count]);
            Keep(buffer.Span[payload..count]);
            if (count == 0)
            {
                Check();
            }

            if ((IsBare ? count : payload) is > 0 and var returned)
            {
                return returned;
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
            throw CreateNoEnvelope();
        }

        _tail.Write(tail);
    }

    /// <summary>Verifies the envelope: replaces the payload by null, and parses the result like a small body.</summary>
    private void Check()
    {
        _isChecked = true;
        byte[] around = [.. head.Span[..offset], .. "null"u8, .. _tail.GetBuffer().AsSpan(0, (int)_tail.Length)];
        if (!_scanner.HasEnded || !EnvelopedBody.TryRead(around, out var envelope))
        {
            throw BodyFactory.CreateUnreadable("is not valid JSON, or is incomplete", response);
        }

        if (!IsBare && envelope is not { Success: true })
        {
            throw CreateNoEnvelope();
        }
    }

    private GatewayLogsException CreateNoEnvelope() => new(
        FailureMessage.WithRayId(
            "The stored body begins like an envelope but does not end like one. Pass unwrap: false to read the body unchanged.", response),
        response)
    {
        Kind = FailureKind.NotRetriable,
    };
}
