namespace GatewayLogs;

/// <summary>How many of the selected logs are listed and verified to match before the first one is deleted.</summary>
public enum GatewayLogDeleteVerification
{
    /// <summary>
    /// All logs. They are deleted by id, up to 50 per request, so that no request can delete a log that was not verified.
    /// </summary>
    All,

    /// <summary>
    /// The 50 oldest, the 50 newest and the last 1,000 logs. The others are deleted by filters, oldest first, up to 10,000 per request.
    /// Intended for retention jobs over millions of logs. Before that, deletions of single logs prove that the service applies every
    /// filter. If the gateway has no logs suitable for such a proof, or the service's count is inconsistent with its pages, all logs are
    /// verified instead. If the service deletes in another order than requested, or more logs than the limit, the deletion ends with a
    /// <see cref="GatewayLogsFilterIgnoredException"/>; <see cref="All"/> does not depend on the order or the limit.
    /// </summary>
    Sample,
}
