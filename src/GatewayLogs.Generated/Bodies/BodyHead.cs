using System.Text;

namespace GatewayLogs.Bodies;

/// <summary>Reads a body from the detail of its log, which contains the whole body if that is small.</summary>
internal static class BodyHead
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the body if the detail is certain to contain all of its bytes; otherwise null.</summary>
    /// <remarks>
    /// The detail contains the body as text, in which invalid UTF-8 has been replaced. A replacement character can have as many bytes as it
    /// replaces, so a matching size does not prove that the text is equal to the body, nor does the flag that the head is complete.
    /// </remarks>
    public static GatewayLogBody? TryRead(GatewayLogDetail detail, BodyKind kind)
    {
        var (head, isComplete, size, contentType) = kind == BodyKind.Request
            ? (detail.RequestHead, detail.RequestHeadComplete, detail.RequestSize, detail.RequestContentType)
            : (detail.ResponseHead, detail.ResponseHeadComplete, detail.ResponseSize, detail.ResponseContentType);
        if (head is null || isComplete != true || detail.HttpResponse is null || head.Contains('\ufffd', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var bytes = s_strictUtf8.GetBytes(head);
            return bytes.Length == size
                ? new GatewayLogBody(bytes, string.IsNullOrEmpty(contentType) ? null : contentType, detail.HttpResponse)
                : null;
        }
        catch (EncoderFallbackException)
        {
            // An unpaired surrogate replaces bytes that are lost.
            return null;
        }
    }

    /// <summary>Returns the size of a body that the detail reports; null if it reports none.</summary>
    public static long? GetSize(GatewayLogDetail detail, BodyKind kind) => kind == BodyKind.Request ? detail.RequestSize : detail.ResponseSize;

    /// <summary>Returns the media type of a body that the detail reports; null if it reports none.</summary>
    public static string? GetContentType(GatewayLogDetail detail, BodyKind kind) =>
        kind == BodyKind.Request ? detail.RequestContentType : detail.ResponseContentType;
}
