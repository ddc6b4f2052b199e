using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;

namespace GatewayLogs;

/// <summary>What an answer says beside its body: status, headers, ray id and rate limit.</summary>
public class GatewayLogsResponse
{
    private static readonly ReadOnlyDictionary<string, IEnumerable<string>> s_noHeaders = ReadOnlyDictionary<string, IEnumerable<string>>.Empty;

    /// <summary>Creates the description of an answer, as the generated client does, or a test of yours.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers of the answer and of its body; null for none.</param>
    public GatewayLogsResponse(int statusCode, IReadOnlyDictionary<string, IEnumerable<string>>? headers = null)
    {
        StatusCode = (HttpStatusCode)statusCode;
        Headers = new ReadOnlyDictionary<string, IEnumerable<string>>(
            new Dictionary<string, IEnumerable<string>>(headers ?? s_noHeaders, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The headers of the answer and of its body, whatever the case of their names.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }

    /// <summary>Cloudflare's id of the request, from the header cf-ray, to quote to its support; null when it is missing.</summary>
    public string? RayId => Header("cf-ray");

    /// <summary>How many requests are left, from the headers Ratelimit and Ratelimit-Policy; null when they are missing or unreadable.</summary>
    public GatewayLogsRateLimit? RateLimit => GatewayLogsRateLimit.Parse(Header("Ratelimit"), Header("Ratelimit-Policy"));

    /// <summary>How long the service asks to wait, from the header Retry-After; null when it is missing or unreadable.</summary>
    public TimeSpan? RetryAfter => Header("Retry-After") is { } text ? ParseRetryAfter(text) : null;

    /// <summary>The first value of a header, or null.</summary>
    internal string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    private TimeSpan? ParseRetryAfter(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // A date counts from the server's own clock, which need not agree with this machine's.
        return ParseDate(text) is { } until && ParseDate(Header("Date")) is { } now && until >= now ? until - now : null;
    }

    private static DateTimeOffset? ParseDate(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
