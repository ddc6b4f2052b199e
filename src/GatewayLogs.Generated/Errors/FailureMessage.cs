using System.Globalization;
using System.Net;
using System.Text;

namespace GatewayLogs;

/// <summary>Says what happened and what to do, from the status, the codes and the ray id alone.</summary>
internal static class FailureMessage
{
    public static string Of(GatewayLogsResponse response, IReadOnlyList<GatewayLogsError> errors)
    {
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"The service answered {(int)response.StatusCode}");
        if (errors.Any(error => error.Code is not null))
        {
            message.Append(" with code ").AppendJoin(", ", errors.Select(error => error.Code?.ToString("G29", CultureInfo.InvariantCulture)).OfType<string>().Distinct());
        }

        message.Append(": ").Append(Explain(response));
        return WithRayId(message.ToString(), response);
    }

    public static string WithRayId(string message, GatewayLogsResponse response) =>
        response.RayId is { } ray ? $"{message} cf-ray: {ray}" : message;

    private static string Explain(GatewayLogsResponse response) => response.StatusCode switch
    {
        HttpStatusCode.OK => "it says that the request did not succeed. See Errors for its reasons.",
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableContent => "the request was malformed. See Errors for what it objects to.",
        HttpStatusCode.Unauthorized => "the credentials were refused. Check ApiToken (CLOUDFLARE_API_TOKEN), or Email and ApiKey.",
        HttpStatusCode.Forbidden => "the credentials lack the permission AI Gateway Read, or AI Gateway Write to change and delete.",
        HttpStatusCode.NotFound => "there is no such log, or it is not indexed yet (some seconds after the call), or AccountId or GatewayId is wrong.",
        HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge =>
            "the request is too long. Use fewer or shorter filters, or a shorter search text.",
        HttpStatusCode.RequestEntityTooLarge => "the content of the request is too large. Use fewer or shorter entries of metadata.",
        HttpStatusCode.TooManyRequests => TooManyRequests(response.RetryAfter),
        >= HttpStatusCode.InternalServerError => "the service or Cloudflare's edge failed. Try again later.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "it redirects, which is never followed. Check BaseAddress (CLOUDFLARE_API_BASE_URL).",
        _ => "the status was not expected. Check BaseAddress (CLOUDFLARE_API_BASE_URL).",
    };

    private static string TooManyRequests(TimeSpan? retryAfter) => retryAfter is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"too many requests. Try again after {wait.TotalSeconds:0} s.")
        : "too many requests. The limit is 1,200 in five minutes; try again later.";
}
