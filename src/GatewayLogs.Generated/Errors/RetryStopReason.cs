namespace GatewayLogs;

/// <summary>Why a failed request was not retried.</summary>
public enum RetryStopReason
{
    /// <summary>A retry would fail in the same way; for example, the service rejected the request.</summary>
    Final,

    /// <summary>The request may have been executed, and executing it again could delete more logs.</summary>
    NotIdempotent,

    /// <summary>The maximum number of retries, <see cref="GatewayLogsClientOptions.MaxRetries"/>, was reached.</summary>
    AttemptsUsed,

    /// <summary>
    /// The delay before the next attempt would exceed <see cref="GatewayLogsClientOptions.TotalTimeout"/>, or the service asks to wait
    /// longer than five minutes.
    /// </summary>
    BeyondDeadline,

    /// <summary>Most recent requests of the client failed, so retries are suspended until requests succeed again.</summary>
    BudgetExhausted,
}
