using System.Text;

namespace GatewayLogs.Bodies;

/// <summary>The beginning of a body in the detail of its log, where that is the whole body.</summary>
internal static class BodyHead
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The body, if the detail surely holds all of its bytes; else null.</summary>
    /// <remarks>
    /// The detail shows bytes as text. Bytes that are none were replaced on the way, and a replacement can have just as many bytes, so
    /// neither its size alone nor the service's word that the head is complete proves it equal to the body.
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
            // Half of a surrogate pair stands for bytes that are lost.
            return null;
        }
    }

    /// <summary>The size of a body as the detail gives it.</summary>
    public static long? GetSize(GatewayLogDetail detail, BodyKind kind) => kind == BodyKind.Request ? detail.RequestSize : detail.ResponseSize;
}
