namespace GatewayLogs;

/// <summary>Reads the body of an answer into memory, asynchronously, under the caller's token and a limit.</summary>
internal static class AnswerBytes
{
    /// <summary>The most bytes an answer may have after decompression: 32 MiB. A stored body has at most 10 MB.</summary>
    public const int Limit = 32 * 1024 * 1024;

    /// <summary>Reads all bytes, or throws when the answer is cut short or larger than the limit.</summary>
    public static async Task<ArraySegment<byte>> ReadAsync(
        HttpContent content, GatewayLogsResponse response, CancellationToken cancellationToken)
    {
        try
        {
            using var buffer = new MemoryStream();
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var chunk = new byte[16 * 1024];
                int count;
                while ((count = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    if (buffer.Length + count > Limit)
                    {
                        throw new GatewayLogsException(
                            FailureMessage.WithRayId($"The answer is larger than {Limit / 1024 / 1024} MiB and was not read further.", response), response);
                    }

                    await buffer.WriteAsync(chunk.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }
            }

            return new ArraySegment<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            throw new GatewayLogsException(
                FailureMessage.WithRayId("The answer was cut short or damaged on its way. Try again.", response), response, null, exception);
        }
    }
}
