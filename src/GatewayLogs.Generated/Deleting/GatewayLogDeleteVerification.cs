namespace GatewayLogs;

/// <summary>How many of the logs that a deletion selects are listed and compared with its filters before the first of them is deleted.</summary>
public enum GatewayLogDeleteVerification
{
    /// <summary>Every log. The logs are deleted by their ids, up to 50 in a request: no request can delete a log that was not verified.</summary>
    All,

    /// <summary>
    /// The 50 oldest, the 50 newest and the last 1,000; the logs between are deleted by the filters, oldest first and up to 10,000 in a
    /// request. For retention jobs over millions of logs. Every filter is first proven to apply to deletions, on one log each. Where the
    /// gateway holds no logs to prove that on, or the service's count of the logs does not agree with its pages, every log is verified. A
    /// service that deletes in another order than the request's, or more logs than its limit, ends the deletion with
    /// <see cref="GatewayLogsFilterIgnoredException"/>; <see cref="All"/> does not depend on either.
    /// </summary>
    Sample,
}
