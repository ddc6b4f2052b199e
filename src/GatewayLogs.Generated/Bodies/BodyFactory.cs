using GatewayLogs.Pipeline;

namespace GatewayLogs.Bodies;

/// <summary>
/// Creates a body from a response: reads a small body completely, and a large one until an envelope is detected or ruled out.
/// </summary>
internal static class BodyFactory
{
    /// <summary>
    /// The number of bytes that are read before the body is returned. Shorter bodies are complete in memory, and interrupted downloads of
    /// them are retried by the call.
    /// </summary>
    private const int HeadLength = 64 * 1024;

    /// <summary>Creates the body that is returned to the caller. Disposes <paramref name="raw"/> if that fails.</summary>
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

    public static GatewayLogsException CreateUnreadable(string problem, GatewayLogsResponse response) => new(
        FailureMessage.WithRayId(
            $"The service returned 200, but the stored body {problem}. Try again, or pass unwrap: false to read it unchanged.", response),
        response)
    {
        Kind = FailureKind.MalformedResponse,
    };

    private static async Task<GatewayLogBody> OpenAsync(GatewayLogBody raw, Stream source, bool unwrap, CancellationToken cancellationToken)
    {
        if (unwrap && HasMediaType(raw, "text/html"))
        {
            throw CreateUnreadable("is an HTML page", raw.HttpResponse);
        }

        var head = new byte[HeadLength];
        var count = await source.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var beginning = new ReadOnlyMemory<byte>(head, 0, count);
        var isJson = unwrap && (raw.ContentType is null || HasMediaType(raw, "application/json") || raw.ContentType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        if (count < HeadLength)
        {
            raw.Dispose();
            return isJson ? Unwrap(beginning, raw) : raw.WithBytes(beginning);
        }

        var offset = 0;
        var start = isJson ? EnvelopeProbeReader.Read(beginning.Span, out offset) : EnvelopeProbe.Bare;
        if (start != EnvelopeProbe.Unknown)
        {
            return raw.WithStream(
                isJson ? new JsonBodyStream(source, beginning, offset, raw.HttpResponse) : new PrefixedStream(beginning, source),
                offset == 0 ? raw.ContentLength : null);
        }

        using var whole = new PrefixedStream(beginning, source);
        return Unwrap(await ResponseBuffer.ReadToArrayAsync(whole, raw.HttpResponse, cancellationToken).ConfigureAwait(false), raw);
    }

    private static bool HasMediaType(GatewayLogBody body, string mediaType) => string.Equals(body.ContentType, mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Removes the envelope of a complete JSON body, if it has one. Throws if the body is not valid JSON or the envelope reports a failure.
    /// </summary>
    private static GatewayLogBody Unwrap(ReadOnlyMemory<byte> bytes, GatewayLogBody raw)
    {
        if (!EnvelopedBody.TryRead(bytes.Span, out var envelope))
        {
            throw CreateUnreadable(bytes.IsEmpty ? "is empty" : "is not valid JSON, or is incomplete", raw.HttpResponse);
        }

        return envelope is { Success: false }
            ? throw GatewayLogsException.FromResponse(raw.HttpResponse, bytes)
            : raw.WithBytes(envelope is null ? bytes : bytes[envelope.Result]);
    }
}
