using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Creates contents for images, sounds and files. Addresses and file ids remain references.</summary>
internal static class Media
{
    /// <summary>Returns the content of a URL, which can contain the data itself; null if it is no absolute URL.</summary>
    public static AIContent? FromUrl(string? url, string mediaType)
    {
        if (url?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true)
        {
            var comma = url.IndexOf(',', StringComparison.Ordinal);
            var head = comma < 0 ? [] : url[5..comma].Split(';');
            return head is [var type, .., var last] && last.Equals("base64", StringComparison.OrdinalIgnoreCase)
                ? FromBase64(url[(comma + 1)..], type.Length > 0 ? type : mediaType)
                : null;
        }

        // Base 64 of a JPEG starts with a slash, which would be an absolute path.
        return url?.Contains("://", StringComparison.Ordinal) == true && Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsMediaType(mediaType)
            ? new UriContent(uri, mediaType)
            : null;
    }

    /// <summary>Returns data; null if it is not base 64.</summary>
    public static DataContent? FromBase64(string? data, string? mediaType)
    {
        if (string.IsNullOrEmpty(data) || mediaType is null || !IsMediaType(mediaType))
        {
            return null;
        }

        var bytes = new byte[(data.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(data, bytes, out var length) ? new DataContent(bytes.AsMemory(0, length), mediaType) : null;
    }

    public static HostedFileContent? FromFileId(string? id) => string.IsNullOrWhiteSpace(id) ? null : new HostedFileContent(id);

    public static bool IsImageOrSound(string? mediaType) =>
        mediaType is not null && IsMediaType(mediaType)
        && (mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase));

    private static bool IsMediaType(string mediaType) => MediaTypeHeaderValue.TryParse(mediaType, out _);
}
