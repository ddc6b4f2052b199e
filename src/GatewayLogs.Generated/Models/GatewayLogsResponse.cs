using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;

namespace GatewayLogs;

/// <summary>The status and headers of a response.</summary>
public class GatewayLogsResponse
{
    private readonly DateTimeOffset _receivedAt;

    private static readonly ReadOnlyDictionary<string, IEnumerable<string>> s_noHeaders = ReadOnlyDictionary<string, IEnumerable<string>>.Empty;

    /// <summary>Creates a response, for tests.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers of the response and its content; null for none.</param>
    public GatewayLogsResponse(int statusCode, IReadOnlyDictionary<string, IEnumerable<string>>? headers = null)
        : this(
            (HttpStatusCode)statusCode,
            new Dictionary<string, IEnumerable<string>>(headers ?? s_noHeaders, StringComparer.OrdinalIgnoreCase),
            DateTimeOffset.UtcNow)
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

    /// <summary>Gets the headers of the response and its content. Names are not case-sensitive.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }

    /// <summary>Gets Cloudflare's id of the request, from the header cf-ray, to quote in support requests; null if there is none.</summary>
    public string? RayId => Header("cf-ray") is { } ray ? string.Concat(ray.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')) : null;

    /// <summary>
    /// Gets the state of the rate limit, from the headers Ratelimit and Ratelimit-Policy; null if they are missing or invalid.
    /// </summary>
    public GatewayLogsRateLimit? RateLimit => GatewayLogsRateLimit.Parse(List("Ratelimit"), List("Ratelimit-Policy"));

    /// <summary>
    /// Gets how long the service asks to wait, from the header retry-after-ms or Retry-After. For status 429 without these headers, the
    /// value is the reset time in Ratelimit, if no requests remain. Null if there is no valid header.
    /// </summary>
    public TimeSpan? RetryAfter =>
        ParseNumber(Header("retry-after-ms"), TimeSpan.FromMilliseconds) ?? ParseRetryAfter(Header("Retry-After")) ??
        (StatusCode == HttpStatusCode.TooManyRequests && RateLimit is { Remaining: 0, ResetAfter: var reset } ? reset : null);

    /// <summary>
    /// Gets the envelope of the response with its success flag, errors, messages and unknown members. Derived types add the result:
    /// <see cref="PatchGatewayLogEnvelope"/> as JSON, <see cref="DeleteGatewayLogsEnvelope"/> whether the deletion was accepted,
    /// <see cref="ErrorEnvelope"/> the result of a failure. Null if there is no envelope, for example for stored bodies and HTML pages.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    [Newtonsoft.Json.JsonIgnore]
    public virtual GatewayLogsEnvelope? Envelope => null;

    /// <summary>Gets the service's time of the response; null if the Date header is missing or invalid.</summary>
    internal DateTimeOffset? Date => ParseDate(Header("Date"));

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

    internal string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Returns the values of a list header, which can be sent as several headers, joined by commas.</summary>
    private string? List(string name) => Headers.TryGetValue(name, out var values) ? string.Join(',', values) : null;

    private TimeSpan? ParseRetryAfter(string? text)
    {
        if (ParseNumber(text, TimeSpan.FromSeconds) is { } wait)
        {
            return wait;
        }

        // The date refers to the server's clock, so the wait is relative to the Date header, and to this machine's clock only without one.
        return ParseDate(text) is { } until && (Date ?? _receivedAt) is var now && until >= now ? until - now : null;
    }

    /// <summary>
    /// Parses a number without a sign or exponent. The upper limit excludes infinity, which double.TryParse accepts regardless of the
    /// number styles, and times too long for any wait.
    /// </summary>
    private static TimeSpan? ParseNumber(string? text, Func<double, TimeSpan> unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue
            ? unit(number)
            : null;

    private static DateTimeOffset? ParseDate(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
