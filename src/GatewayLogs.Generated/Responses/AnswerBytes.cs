using GatewayLogs.Calls;

namespace GatewayLogs;

/// <summary>Reads the body of an answer into memory, under a limit.</summary>
internal static class AnswerBytes
{
    /// <summary>The most bytes an answer may have after decompression: 32 MiB. A stored body has at most 10 MB.</summary>
    public const int Limit = 32 * 1024 * 1024;

    /// <summary>Reads all bytes, or throws when there are more than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + count > Limit)
            {
                throw new GatewayLogsException(
                    FailureMessage.WithRayId($"The answer is larger than {Limit / 1024 / 1024} MiB and was not read further.", response), response)
                {
                    Cause = FailureCause.Unusable,
                };
            }

            buffer.Write(chunk.AsSpan(0, count));
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
