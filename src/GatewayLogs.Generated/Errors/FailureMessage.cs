using System.Globalization;
using System.Net;
using System.Text;

namespace GatewayLogs;

/// <summary>
/// Creates exception messages from the status, Cloudflare's error codes and the ray id. Messages contain no text from a response body.
/// </summary>
internal static class FailureMessage
{
    public static string For(GatewayLogsResponse response, IReadOnlyList<GatewayLogsError> errors)
    {
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"The service returned {(int)response.StatusCode}");
        if (errors.Any(error => error.Code is not null))
        {
            message.Append(" with code ").AppendJoin(
                ", ", errors.Select(error => error.Code?.ToString("G29", CultureInfo.InvariantCulture)).OfType<string>().Distinct());
        }

        message.Append(": ").Append(Explain(response, errors));
        return WithRayId(message.ToString(), response);
    }

    public static string WithRayId(string message, GatewayLogsResponse? response) =>
        response?.RayId is { } ray ? $"{message} cf-ray: {ray}" : message;

    /// <summary>The code of Cloudflare's edge for a path that no service handles.</summary>
    private const int NoRouteCode = 7003;

    private static string Explain(GatewayLogsResponse response, IReadOnlyList<GatewayLogsError> errors) => response.StatusCode switch
    {
        HttpStatusCode.OK => "the response reports a failure. See Errors for the reasons.",
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableContent => "the request is invalid. See Errors for the reasons.",
        HttpStatusCode.Unauthorized => "the credentials were rejected. Check ApiToken (CLOUDFLARE_API_TOKEN), or Email and ApiKey.",
        HttpStatusCode.Forbidden => "the credentials lack a permission: AI Gateway Metadata Read for logs without their bodies, AI Gateway Read "
            + "for the bodies too, or AI Gateway Write (Edit in the dashboard) for updates and deletions. Add it to the token. A change of "
            + "permissions takes about a minute.",
        HttpStatusCode.Gone => "these endpoints no longer serve the logs of this gateway. Export them with Logpush.",
        HttpStatusCode.NotFound when errors.Any(error => error.Code == NoRouteCode) => "there is no such route. Check AccountId, and that "
            + "BaseAddress (CLOUDFLARE_API_BASE_URL) ends in /client/v4/.",
        HttpStatusCode.NotFound => "the log does not exist or is not indexed yet, or AccountId or GatewayId is wrong. "
            + "Logs are indexed some seconds after their request.",
        HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge => "the request is too long. "
            + "Use fewer or shorter filters, or a shorter search text.",
        HttpStatusCode.RequestEntityTooLarge => "the content of the request is too large. Use fewer or shorter entries of metadata.",
        HttpStatusCode.TooManyRequests => GetRateLimitText(response.RetryAfter),
        >= HttpStatusCode.InternalServerError => "the service or Cloudflare's edge failed. Try again later.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "redirects are not followed. "
            + "Check BaseAddress (CLOUDFLARE_API_BASE_URL).",
        _ => "the status is unexpected. Check BaseAddress (CLOUDFLARE_API_BASE_URL).",
    };

    private static string GetRateLimitText(TimeSpan? retryAfter) => retryAfter is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"too many requests. Try again after {wait.TotalSeconds:0} s.")
        : "too many requests. The limit is 1,200 per five minutes. Try again later.";
}
