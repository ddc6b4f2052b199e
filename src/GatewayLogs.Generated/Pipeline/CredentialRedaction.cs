using System.Text;

namespace GatewayLogs.Pipeline;

/// <summary>Removes the credentials of a request from the content of its response: a proxy may echo the request's headers in an error.</summary>
internal static class CredentialRedaction
{
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> content, HttpRequestMessage request)
    {
        request.Headers.TryGetValues(AuthenticationHandler.KeyHeader, out var keys);
        foreach (var secret in (keys ?? []).Append(request.Headers.Authorization?.Parameter).OfType<string>())
        {
            if (content.Span.IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0)
            {
                // Latin-1 maps each byte to one character and back, regardless of the encoding of the content.
                content = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content.Span).Replace(secret, "***", StringComparison.Ordinal));
            }
        }

        return content;
    }
}
