using GatewayLogs.Pipeline;

namespace GatewayLogs.Bodies;

/// <summary>Turns an answer into a body: a small one is read to its end at once, a large one as far as it takes to know what it is.</summary>
internal static class BodyFactory
{
    /// <summary>How much is read before the caller gets the body: what is not longer is whole then, and was fetched again if it was not.</summary>
    private const int HeadLength = 64 * 1024;

    /// <summary>Opens a body, or disposes it.</summary>
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

    public static GatewayLogsException Unreadable(string problem, GatewayLogsResponse response) => new(
        FailureMessage.WithRayId(
            $"The service answered 200, but the stored body {problem}. Try again, or read it as it is by switching the unwrapping off.", response),
        response)
    {
        Kind = FailureKind.MalformedResponse,
    };

    private static async Task<GatewayLogBody> OpenAsync(GatewayLogBody raw, Stream source, bool unwrap, CancellationToken cancellationToken)
    {
        if (unwrap && HasMediaType(raw, "text/html"))
        {
            throw Unreadable("is an HTML page", raw.HttpResponse);
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
        return Unwrap(await ResponseBuffer.ReadToKeepAsync(whole, raw.HttpResponse, cancellationToken).ConfigureAwait(false), raw);
    }

    private static bool HasMediaType(GatewayLogBody body, string mediaType) => string.Equals(body.ContentType, mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a JSON body out of its envelope, if it is in one, and checks that it is whole.</summary>
    private static GatewayLogBody Unwrap(ReadOnlyMemory<byte> bytes, GatewayLogBody raw)
    {
        if (!EnvelopedBody.TryRead(bytes.Span, out var envelope))
        {
            throw Unreadable(bytes.IsEmpty ? "is empty" : "is not whole JSON", raw.HttpResponse);
        }

        return envelope is { Success: false }
            ? throw GatewayLogsException.Refusal(raw.HttpResponse, bytes)
            : raw.WithBytes(envelope is null ? bytes : bytes[envelope.Result]);
    }
}
