using System.Text;
using System.Text.Json;

namespace GatewayLogs.Emulator;

/// <summary>The bytes of a stored request or response, and what they are.</summary>
/// <param name="Content">The bytes, given back exactly as they are.</param>
/// <param name="ContentType">The media type. Default <c>application/json</c>.</param>
public sealed record EmulatedBody(ReadOnlyMemory<byte> Content, string ContentType = "application/json")
{
    /// <summary>Whether the media type says JSON and the bytes are one JSON value, so that an envelope can hold them.</summary>
    public bool IsJson => SaysJson(ContentType) && ParsesAsJson(Content.Span);

    /// <summary>A body of UTF-8 text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="contentType">The media type. Default <c>application/json</c>.</param>
    /// <returns>The body.</returns>
    public static EmulatedBody FromText(string text, string contentType = "application/json") =>
        new(Encoding.UTF8.GetBytes(text), contentType);

    private static bool SaysJson(string contentType)
    {
        ReadOnlySpan<char> mediaType = contentType.AsSpan();
        int parameters = mediaType.IndexOf(';');
        mediaType = (parameters < 0 ? mediaType : mediaType[..parameters]).Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static bool ParsesAsJson(ReadOnlySpan<byte> content)
    {
        Utf8JsonReader reader = new(content, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
