using Microsoft.AspNetCore.Connections;

namespace GatewayLogs.Emulator.Http;

/// <summary>Reads the bodies of requests.</summary>
internal static class RequestBody
{
    private const int BytesPerRead = 16 * 1024;

    /// <summary>
    /// Reads a body to its end, and keeps it if it is not larger than the limit. A client whose connection is closed while it sends may not see
    /// the response, so the rest is read as well; a client that sends the header Expect is refused before it sends.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the limit, or not valid HTTP; the exception has the status.</exception>
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
            using MemoryStream kept = new((int)(fits ? request.ContentLength ?? 0 : 0));
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
            // Kestrel throws this, and not a BadHttpRequestException, for a chunk size that no integer can hold.
            throw new BadHttpRequestException(exception.Message, exception);
        }
    }

    private static BadHttpRequestException TooLarge(int limit) =>
        new($"Request body too large: the limit here is {limit} bytes", StatusCodes.Status413PayloadTooLarge);
}
