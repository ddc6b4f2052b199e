using System.Text;
using System.Text.Json;

namespace GatewayLogs.Pipeline;

/// <summary>Removes the credentials of a request from the content of its response: a proxy may echo the request's headers in an error.</summary>
internal static class CredentialRedaction
{
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> content, HttpRequestMessage request)
    {
        // Latin-1 maps each byte to one character and back, regardless of the encoding of the content.
        var text = Encoding.Latin1.GetString(content.Span);
        request.Headers.TryGetValues(AuthenticationHandler.KeyHeader, out var keys);
        foreach (var spelling in (keys ?? []).Append(request.Headers.Authorization?.Parameter).OfType<string>().SelectMany(GetSpellings))
        {
            text = text.Replace(spelling, "***", StringComparison.OrdinalIgnoreCase);
        }

        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>Returns a credential as it is, and escaped for JSON and for URLs.</summary>
    private static IEnumerable<string> GetSpellings(string secret)
    {
        string[] spellings = [secret, JsonEncodedText.Encode(secret).ToString(), Uri.EscapeDataString(secret)];
        return [.. spellings, .. spellings.Select(spelling => spelling.Replace("/", "\\/", StringComparison.Ordinal))];
    }
}
