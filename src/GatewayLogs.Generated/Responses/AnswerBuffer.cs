using System.Buffers;
using GatewayLogs.Calls;

namespace GatewayLogs;

/// <summary>The body of an answer in borrowed memory, read under a limit. What it held is wiped when it is given back: it is somebody's prompt.</summary>
internal sealed class AnswerBuffer : IDisposable
{
    /// <summary>The most bytes an answer may have after decompression: 32 MiB. A stored body has at most 10 MB.</summary>
    public const int Limit = 32 * 1024 * 1024;

    /// <summary>A page of 50 logs fits.</summary>
    private const int FirstLength = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstLength);

    private int _length;

    private AnswerBuffer()
    {
    }

    /// <summary>What was read; valid until the buffer is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads all bytes, or throws when there are more than the limit.</summary>
    public static async Task<AnswerBuffer> ReadAsync(Stream body, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        var buffer = new AnswerBuffer();
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

    /// <summary>The same for bytes that are kept for as long as somebody wants.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadToKeepAsync(Stream body, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        using var buffer = await ReadAsync(body, response, cancellationToken).ConfigureAwait(false);
        return buffer.Copy();
    }

    /// <summary>The same bytes, in memory of their own.</summary>
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
                FailureMessage.WithRayId($"The answer is larger than {Limit / 1024 / 1024} MiB and was not read further.", response), response)
            {
                Cause = FailureCause.Unusable,
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
