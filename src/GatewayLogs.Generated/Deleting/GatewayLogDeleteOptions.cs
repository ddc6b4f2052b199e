namespace GatewayLogs;

/// <summary>Options of <see cref="GatewayLogsClient.DeleteMatchingLogsAsync"/>: how a deletion is verified and confirmed.</summary>
public sealed record GatewayLogDeleteOptions
{
    /// <summary>
    /// Gets how many logs are verified before anything is deleted. Default: <see cref="GatewayLogDeleteVerification.All"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public GatewayLogDeleteVerification Verification { get; init => field = QueryRange.Require(value); }

    /// <summary>
    /// Gets a condition in addition to the filters. It is evaluated on each log, as listed immediately before its deletion; logs that do
    /// not satisfy it are kept and counted as <see cref="GatewayLogDeleteReport.Changed"/>. Default: null. It cannot be combined with
    /// <see cref="GatewayLogDeleteVerification.Sample"/>.
    /// </summary>
    public Func<GatewayLog, bool>? Condition { get; init; }

    /// <summary>
    /// Gets a function that confirms the deletion. It is called with the selection before the first deletion request; if it returns false,
    /// nothing is deleted. It is called again if more logs match after it returns. Default: null, no confirmation.
    /// </summary>
    public Func<GatewayLogDeletePreview, CancellationToken, Task<bool>>? Confirm { get; init; }
}
