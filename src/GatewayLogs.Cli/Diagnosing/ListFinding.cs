using System.Globalization;
using System.Net;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Derives findings about the settings and the token from the response to a list.</summary>
internal static class ListFinding
{
    /// <summary>The code of Cloudflare's edge for a path that no service handles.</summary>
    private const int NoRouteCode = 7003;

    public static IEnumerable<Finding> FromPage(GatewayLogPage page, Session session)
    {
        yield return Finding.Ok("token", "The service accepted it.");
        yield return Finding.Ok("gateway", page.Info.TotalCount is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"Account {session.AccountId} has the gateway {session.GatewayId}, with {count} logs.")
            : $"Account {session.AccountId} has the gateway {session.GatewayId}.");
        yield return Finding.Ok("read", "The token can read: list, get, count, stats and tail work.");
        if (page.Logs.Count == 0)
        {
            yield return Finding.Warn(
                "logs",
                "There are no logs. A log is listed some seconds after its call, if logging is on in the settings of the gateway. "
                + LogSystem.Explanation);
        }
    }

    public static IEnumerable<Finding> FromFailure(GatewayLogsException failure, Session session)
    {
        var (what, code) = (ServiceFailure.Describe(failure), ServiceFailure.GetExitCode(failure));
        var accepted = Finding.Ok("token", "The service accepted it.");
        var explanation = Finding.Warn("logs", LogSystem.Explanation);
        return failure.StatusCode switch
        {
            HttpStatusCode.Unauthorized => [Finding.Fail("token", what, code), .. Skip("the token was refused", "gateway", "read")],
            HttpStatusCode.Forbidden => [accepted, .. Skip("reading is forbidden", "gateway"), Finding.Fail("read", NoPermission, code), explanation],
            HttpStatusCode.NotFound when failure.Errors.Any(error => error.Code == NoRouteCode) =>
                [FromMissingRoute(session, code), .. Skip("there is no route to it", "gateway", "read")],
            HttpStatusCode.NotFound =>
                [accepted, Finding.Fail("gateway", DescribeMissing(session), code), .. Skip("the gateway was not found", "read"), explanation],
            HttpStatusCode.Gone => [accepted, Finding.Fail("gateway", what, code), .. Skip("the service no longer has the logs", "read"), explanation],
            _ => [Finding.Fail("service", what, code)],
        };
    }

    private const string NoPermission =
        "The token lacks the permission AI Gateway Metadata Read, or AI Gateway Read for the bodies too, in this account. Add it to the token.";

    private static string DescribeMissing(Session session) =>
        $"Account {session.AccountId} has no gateway {session.GatewayId}. Correct --gateway or CLOUDFLARE_GATEWAY_ID; letter case is significant.";

    private static Finding FromMissingRoute(Session session, int code) => session.BaseAddress.AbsolutePath.Contains("/client/v4", StringComparison.Ordinal)
        ? Finding.Fail(
            "account",
            $"There is no account {session.AccountId}. Correct --account or CLOUDFLARE_ACCOUNT_ID: "
            + "32 hexadecimal digits, shown in the dashboard.",
            code)
        : Finding.Fail(
            "base-url",
            $"{session.BaseAddress} has no such API. Expected an address that ends in /client/v4/. "
            + "Correct --base-url or CLOUDFLARE_API_BASE_URL.",
            code);

    private static IEnumerable<Finding> Skip(string reason, params string[] subjects) =>
        subjects.Select(subject => Finding.Skip(subject, $"Not checked, because {reason}."));
}
