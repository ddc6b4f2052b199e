using System.Net;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Explains that not all accounts have the logs that this API returns.</summary>
internal static class LogSystem
{
    /// <summary>The explanation of <c>gwlogs doctor</c>. Cloudflare published the condition in both wordings.</summary>
    public const string Explanation =
        "Accounts created since 2026-09-24, or whose first gateway was created since then, keep their logs in Workers Observability. Cloudflare "
        + "documents this API for Legacy Logs only. If this is such an account, send the logs to storage with Logpush and read them with: gwlogs decrypt";

    /// <summary>A short form for errors and for an empty list.</summary>
    public const string Hint = "Accounts created since 2026-09-24 keep their logs in another system; see: gwlogs doctor";

    /// <summary>Returns whether a service without these logs may respond with this status.</summary>
    public static bool MayExplain(HttpStatusCode? status) =>
        status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone;
}
