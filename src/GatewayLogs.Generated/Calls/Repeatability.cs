namespace GatewayLogs.Calls;

/// <summary>What repeating an operation would do.</summary>
internal enum Repeatability
{
    /// <summary>Nothing: it only reads.</summary>
    Reads,

    /// <summary>The same once more: it sets absolute values.</summary>
    SetsValues,

    /// <summary>Nothing more: it deletes logs that are named by their ids.</summary>
    DeletesNamed,

    /// <summary>Perhaps delete more: each execution takes the logs that are then first in the order.</summary>
    DeletesNext,
}
