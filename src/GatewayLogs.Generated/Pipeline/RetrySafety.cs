namespace GatewayLogs.Pipeline;

/// <summary>What executing a request twice does.</summary>
internal enum RetrySafety
{
    /// <summary>Nothing: it only reads.</summary>
    Safe,

    /// <summary>The same as executing it once: it sets absolute values.</summary>
    IdempotentWrite,

    /// <summary>The same as executing it once: it deletes the logs with these ids.</summary>
    IdempotentDelete,

    /// <summary>It can delete more: each execution takes the logs that are first in the order at that time.</summary>
    NotIdempotent,
}
