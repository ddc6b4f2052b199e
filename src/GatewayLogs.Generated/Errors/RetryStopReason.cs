namespace GatewayLogs;

/// <summary>Why a failed request was not retried.</summary>
public enum RetryStopReason
{
    /// <summary>A retry would fail in the same way, such as one of a request that the service rejected.</summary>
    Final,

    /// <summary>The request may have been executed, and executing it again could delete more logs.</summary>
    NotIdempotent,

    /// <summary>All attempts that <see cref="GatewayLogsClientOptions.MaxRetries"/> allows were made.</summary>
    AttemptsUsed,

    /// <summary>The wait before the next attempt would exceed <see cref="GatewayLogsClientOptions.TotalTimeout"/>, or the service asks for more than five minutes.</summary>
    BeyondDeadline,

    /// <summary>Most recent calls of the client failed, so its retries are suspended until calls succeed.</summary>
    BudgetExhausted,
}
