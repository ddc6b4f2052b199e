namespace GatewayLogs.Pipeline;

/// <summary>Whether a request can be executed twice.</summary>
internal enum RetrySafety
{
    /// <summary>Safe: the request only reads.</summary>
    Safe,

    /// <summary>Idempotent: the request sets absolute values.</summary>
    IdempotentWrite,

    /// <summary>Idempotent: the request deletes the logs with the given ids.</summary>
    IdempotentDelete,

    /// <summary>Not idempotent: each execution deletes the logs that are first in the order at that time.</summary>
    NotIdempotent,
}
