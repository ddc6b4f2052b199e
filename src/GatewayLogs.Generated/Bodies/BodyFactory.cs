using GatewayLogs.Pipeline;

namespace GatewayLogs.Bodies;

/// <summary>
/// Creates a body from a complete response. Reads the beginning of the response, and the rest only if it may end an envelope.
/// </summary>
internal static class BodyFactory
{
    /// <summary>
    /// The number of bytes that are read before the body is returned. Shorter bodies are complete in memory, and interrupted downloads of
    /// them are retried by the call.
    /// </summary>
    private const int HeadLength = 64 * 1024;

    /// <summary>Creates the body that is returned to the caller. Disposes <paramref name="raw"/> if that fails.</summary>
    /// <param name="raw">The response as received.</param>
    /// <param name="unwrap">Whether an envelope is removed and error pages are detected.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<GatewayLogBody> OpenAsync(GatewayLogBody raw, bool unwrap, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(raw, raw.Source!, unwrap, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    private static async Task<GatewayLogBody> OpenAsync(GatewayLogBody raw, Stream source, bool unwrap, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var count = await source.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> bytes = head.AsMemory(0, count);
        var mayBeEnveloped = unwrap && MayHaveEnvelope(raw.ContentType) && EnvelopedBody.MayBeginWith(bytes.Span);
        var possibleError = unwrap && IsMediaType(raw.ContentType, "text/html") ? CreateErrorPage(raw.HttpResponse) : null;
        if (count == HeadLength && !mayBeEnveloped)
        {
            return raw.WithStream(new PrefixedStream(bytes, source), possibleError);
        }

        if (count == HeadLength)
        {
            using var whole = new PrefixedStream(bytes, source);
            bytes = await ResponseBuffer.ReadToArrayAsync(whole, raw.HttpResponse, cancellationToken).ConfigureAwait(false);
        }

        raw.Dispose();
        return (mayBeEnveloped ? EnvelopedBody.TryRead(bytes.Span) : null) switch
        {
            { Success: true } envelope => raw.WithBytes(bytes[envelope.Result]),
            { Success: false } => raw.WithBytes(bytes, GatewayLogsException.FromResponse(raw.HttpResponse, bytes)),
            null => raw.WithBytes(bytes, possibleError),
        };
    }

    /// <summary>Returns whether a media type is that of the service's envelopes. Bodies that are not JSON have their own media type.</summary>
    private static bool MayHaveEnvelope(string? contentType) => contentType is null || IsMediaType(contentType, "application/json");

    private static bool IsMediaType(string? contentType, string mediaType) => string.Equals(contentType, mediaType, StringComparison.OrdinalIgnoreCase);

    private static GatewayLogsException CreateErrorPage(GatewayLogsResponse response) => new(
        FailureMessage.WithRayId(
            "The service returned 200 with an HTML page, but the log does not have an HTML body. Try again, and check BaseAddress "
            + "(CLOUDFLARE_API_BASE_URL).", response),
        response)
    {
        Kind = FailureKind.MalformedResponse,
    };
}
