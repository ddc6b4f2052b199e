using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;

namespace GatewayLogs;

/// <summary>The status and headers of a response.</summary>
public class GatewayLogsResponse
{
    private readonly DateTimeOffset _receivedAt;

    private static readonly ReadOnlyDictionary<string, IEnumerable<string>> s_noHeaders = ReadOnlyDictionary<string, IEnumerable<string>>.Empty;

    /// <summary>Creates a response, as the generated client does, or a test of an application.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers of the response and of its content; null for none.</param>
    public GatewayLogsResponse(int statusCode, IReadOnlyDictionary<string, IEnumerable<string>>? headers = null)
        : this((HttpStatusCode)statusCode, new Dictionary<string, IEnumerable<string>>(headers ?? s_noHeaders, StringComparer.OrdinalIgnoreCase), DateTimeOffset.UtcNow)
    {
    }

    private GatewayLogsResponse(HttpStatusCode statusCode, Dictionary<string, IEnumerable<string>> headers, DateTimeOffset receivedAt)
    {
        _receivedAt = receivedAt;
        StatusCode = statusCode;
        Headers = headers.AsReadOnly();
    }

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Gets the headers of the response and of its content. Their names are not case-sensitive.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }

    /// <summary>Gets Cloudflare's id of the request, from the header cf-ray, to quote to its support; null when it is missing.</summary>
    public string? RayId => Header("cf-ray") is { } ray ? string.Concat(ray.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')) : null;

    /// <summary>Gets how many requests are left, from the headers Ratelimit and Ratelimit-Policy; null when they are missing or unreadable.</summary>
    public GatewayLogsRateLimit? RateLimit => GatewayLogsRateLimit.Parse(List("Ratelimit"), List("Ratelimit-Policy"));

    /// <summary>
    /// Gets how long the service asks to wait, from the header retry-after-ms or Retry-After, or from Ratelimit when it refused for the number of
    /// requests and none is left; null when none of them is there and readable.
    /// </summary>
    public TimeSpan? RetryAfter =>
        ParseNumber(Header("retry-after-ms"), TimeSpan.FromMilliseconds) ?? ParseRetryAfter(Header("Retry-After")) ??
        (StatusCode == HttpStatusCode.TooManyRequests && RateLimit is { Remaining: 0, ResetAfter: var reset } ? reset : null);

    /// <summary>
    /// Gets the envelope of the response: whether it says success, its errors, its messages, and members that the document does not know. A
    /// subclass has the result: <see cref="PatchGatewayLogEnvelope"/> as JSON, <see cref="DeleteGatewayLogsEnvelope"/> whether the deletion was
    /// accepted, <see cref="ErrorEnvelope"/> what a failure has in its place. Null where there is none, as for a stored body or a page of HTML.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    [Newtonsoft.Json.JsonIgnore]
    public virtual GatewayLogsEnvelope? Envelope => null;

    /// <summary>Gets when the service responded, by its own clock; null when the header Date is missing or unreadable.</summary>
    internal DateTimeOffset? Date => ParseDate(Header("Date"));

    /// <summary>Creates the response that a message of HTTP stands for.</summary>
    internal static GatewayLogsResponse From(HttpResponseMessage message, TimeProvider time)
    {
        var headers = new Dictionary<string, IEnumerable<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            headers[name] = [.. values];
        }

        foreach (var (name, values) in message.Content.Headers.NonValidated)
        {
            headers[name] = [.. values];
        }

        return new GatewayLogsResponse(message.StatusCode, headers, time.GetUtcNow());
    }

    /// <summary>Returns the first value of a header, or null.</summary>
    internal string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>A header that is a list, which may stand in several lines.</summary>
    private string? List(string name) => Headers.TryGetValue(name, out var values) ? string.Join(',', values) : null;

    private TimeSpan? ParseRetryAfter(string? text)
    {
        if (ParseNumber(text, TimeSpan.FromSeconds) is { } wait)
        {
            return wait;
        }

        // A date counts from the server's own clock, which need not agree with this machine's.
        return ParseDate(text) is { } until && (Date ?? _receivedAt) is var now && until >= now ? until - now : null;
    }

    /// <summary>Reads a number without a sign or an exponent; the parser takes infinities whatever it is told. Beyond what a counter of seconds holds, it is no valid delay.</summary>
    private static TimeSpan? ParseNumber(string? text, Func<double, TimeSpan> unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue
            ? unit(number)
            : null;

    private static DateTimeOffset? ParseDate(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
