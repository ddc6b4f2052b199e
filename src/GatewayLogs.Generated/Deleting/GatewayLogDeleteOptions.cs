namespace GatewayLogs;

/// <summary>How <see cref="GatewayLogsClient.DeleteMatchingLogsAsync"/> verifies and confirms a deletion.</summary>
public sealed record GatewayLogDeleteOptions
{
    /// <summary>Gets how many logs are verified before anything is deleted. Default: <see cref="GatewayLogDeleteVerification.All"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public GatewayLogDeleteVerification Verification { get; init => field = QueryRange.Require(value); }

    /// <summary>
    /// Gets a condition in addition to the filters. It is evaluated on each log as it is listed immediately before it is deleted; logs that
    /// it rejects are left and counted as <see cref="GatewayLogDeleteReport.Changed"/>. Default: null, none. Not with
    /// <see cref="GatewayLogDeleteVerification.Sample"/>.
    /// </summary>
    public Func<GatewayLog, bool>? Condition { get; init; }

    /// <summary>
    /// Gets a function that is called with what was selected, before the first request that deletes. If it returns false, nothing is
    /// deleted. It is called again when more logs match by the time it returns. Default: null, the deletion starts without confirmation.
    /// </summary>
    public Func<GatewayLogDeletePreview, CancellationToken, Task<bool>>? Confirm { get; init; }
}
