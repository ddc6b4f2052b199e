using Microsoft.AspNetCore.Connections;

namespace GatewayLogs.Emulator.Http;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    private const int BytesPerRead = 16 * 1024;

    /// <summary>
    /// Reads a body to its end, and buffers it if it is within the limit. Too large a body is read as well, because a client whose
    /// connection is closed while it sends may not see the response; a client that sends the header Expect is rejected before it sends the
    /// body.
    /// </summary>
    /// <exception cref="BadHttpRequestException">
    /// The body is larger than the limit, or is not valid HTTP; the exception contains the status code.
    /// </exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        var request = context.Request;
        var fits = request.ContentLength is null || request.ContentLength <= limit;
        if (!fits && request.Headers.Expect.Count > 0)
        {
            throw TooLarge(limit);
        }

        try
        {
            using var kept = new MemoryStream((int)(fits ? request.ContentLength ?? 0 : 0));
            var part = new byte[BytesPerRead];
            long length = 0;
            for (int read; (read = await request.Body.ReadAsync(part, context.RequestAborted)) > 0;)
            {
                length += read;
                fits &= length <= limit;
                if (fits)
                {
                    await kept.WriteAsync(part.AsMemory(0, read));
                }
            }

            return fits ? kept.GetBuffer().AsMemory(0, (int)length) : throw TooLarge(limit);
        }
        catch (IOException exception) when (exception is not (BadHttpRequestException or ConnectionResetException))
        {
            // Kestrel throws this exception instead of a BadHttpRequestException for a chunk size that overflows.
            throw new BadHttpRequestException(exception.Message, exception);
        }
    }

    private static BadHttpRequestException TooLarge(int limit) =>
        new($"Request body too large: the limit is {limit} bytes", StatusCodes.Status413PayloadTooLarge);
}
