using System.Text;
using System.Text.Json;

namespace GatewayLogs.Emulator;

/// <summary>The content and media type of a stored request or response.</summary>
/// <param name="Content">The bytes, which are returned unchanged.</param>
/// <param name="ContentType">The media type. Default <c>application/json</c>.</param>
public sealed record EmulatedBody(ReadOnlyMemory<byte> Content, string ContentType = "application/json")
{
    /// <summary>Gets whether the media type is JSON and the content is a single JSON value, so that an envelope can contain it.</summary>
    public bool IsJson => IsJsonMediaType(ContentType) && IsJsonValue(Content.Span);

    /// <summary>Creates a body from text, encoded as UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="contentType">The media type. Default <c>application/json</c>.</param>
    /// <returns>The body.</returns>
    public static EmulatedBody FromText(string text, string contentType = "application/json") =>
        new(Encoding.UTF8.GetBytes(text), contentType);

    private static bool IsJsonMediaType(string contentType)
    {
        var mediaType = contentType.AsSpan();
        var parameters = mediaType.IndexOf(';');
        mediaType = (parameters < 0 ? mediaType : mediaType[..parameters]).Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsJsonValue(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = int.MaxValue });
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
