namespace GatewayLogs;

/// <summary>How many of the logs that a deletion selects are listed and compared with its filters before the first of them is deleted.</summary>
public enum GatewayLogDeleteVerification
{
    /// <summary>Every log. The logs are deleted by their ids, up to 50 in a request: no request can delete a log that was not verified.</summary>
    All,

    /// <summary>
    /// The 50 oldest, the 50 newest and the last 1,000; the logs between are deleted by the filters, oldest first and up to 10,000 in a
    /// request. For retention jobs over millions of logs. Every filter is first proven to apply to deletions, on one log each; where the
    /// gateway holds no logs to prove that on, every log is verified.
    /// </summary>
    Sample,
}
