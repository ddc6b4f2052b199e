using System.Buffers;

namespace GatewayLogs.Pipeline;

/// <summary>
/// Buffers the content of a response in pooled memory, up to a limit. The memory is cleared before it is returned, because it can contain
/// prompts.
/// </summary>
internal sealed class ResponseBuffer : IDisposable
{
    /// <summary>The maximum size of a response after decompression: 32 MiB. A stored body has at most 10 MB.</summary>
    public const int Limit = 32 * 1024 * 1024;

    /// <summary>The initial size. A page of 50 logs fits.</summary>
    private const int FirstLength = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstLength);

    private int _length;

    private ResponseBuffer()
    {
    }

    /// <summary>Gets the bytes of the response. They are valid until the buffer is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads all bytes. Throws if they exceed the limit.</summary>
    public static async Task<ResponseBuffer> ReadAsync(Stream body, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        var buffer = new ResponseBuffer();
        try
        {
            int count;
            while ((count = await body.ReadAsync(buffer._bytes.AsMemory(buffer._length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                buffer.Add(count, response);
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public static async Task<ReadOnlyMemory<byte>> ReadToArrayAsync(Stream body, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        using var buffer = await ReadAsync(body, response, cancellationToken).ConfigureAwait(false);
        return buffer.Copy();
    }

    public byte[] Copy()
    {
        var copy = GC.AllocateUninitializedArray<byte>(_length);
        Bytes.CopyTo(copy);
        return copy;
    }

    public void Dispose()
    {
        _bytes.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private void Add(int count, GatewayLogsResponse response)
    {
        _length += count;
        if (_length > Limit)
        {
            throw new GatewayLogsException(
                FailureMessage.WithRayId(
                    $"The response is larger than {Limit / 1024 / 1024} MiB and was not read further. "
                    + "Read large bodies as a stream, with unwrap: false.", response),
                response)
            {
                Kind = FailureKind.NotRetriable,
            };
        }

        if (_length == _bytes.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _bytes.Length);
        var length = _length;
        _bytes.CopyTo(larger, 0);
        Dispose();
        (_bytes, _length) = (larger, length);
    }
}
