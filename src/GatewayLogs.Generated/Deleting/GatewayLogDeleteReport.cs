using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>The result of a deletion: what was requested, and what was observed afterwards.</summary>
/// <remarks>
/// The service responds before it deletes, and does not return which logs it deleted. All values are therefore observed by listing logs.
/// Progress handlers receive a report after each step; exceptions contain the last one as <see cref="GatewayLogsException.DeleteReport"/>.
/// </remarks>
public sealed record GatewayLogDeleteReport
{
    /// <summary>Gets the number of selected logs. Default: 0.</summary>
    public long Selected { get; init; }

    /// <summary>Gets the number of logs that were listed and verified to match the filters. Default: 0.</summary>
    public long Verified { get; init; }

    /// <summary>Gets the number of deletion requests that were sent. Default: 0.</summary>
    public int Requests { get; init; }

    /// <summary>Gets the number of logs that those requests were for. Default: 0.</summary>
    public long Requested { get; init; }

    /// <summary>Gets the number of requested logs that were observed to be gone. Default: 0.</summary>
    public long Observed { get; init; }

    /// <summary>
    /// Gets the number of remaining logs that match. After a completed deletion, this is the service's count; before that, it is the number
    /// of selected logs that were not observed to be gone. Default: null, unknown. It is also unknown if the service's count is missing or
    /// inconsistent with its pages.
    /// </summary>
    public long? Remaining { get; init; }

    /// <summary>
    /// Gets the number of selected logs that were kept because they no longer matched when they were to be deleted. Default: 0.
    /// </summary>
    public long Changed { get; init; }

    /// <summary>Gets the number of selected logs that were gone before their deletion was requested. Default: 0.</summary>
    public long AlreadyGone { get; init; }

    /// <summary>
    /// Gets the number of matching logs that were excluded because they were created after <see cref="CreatedBefore"/>. Default: 0.
    /// </summary>
    public long TooRecent { get; init; }

    /// <summary>Gets the exclusive upper limit of created_at. Default: null, none.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>
    /// Gets whether the deletion is complete: each selected log is gone or was kept as changed, and no other log matches. Default: false.
    /// If it is false at the end, the service had not deleted all logs within five minutes, or more logs match by now; deleting again is
    /// safe.
    /// </summary>
    public bool IsComplete { get; init; }

    /// <summary>
    /// Gets the id of the log that was deleted first, in a request of its own, to verify that the service applies the filter. Default:
    /// null.
    /// </summary>
    public string? ProbeId { get; init; }

    /// <summary>
    /// Gets the ids of logs that were deleted during the deletion although no request selected them. Only the 50 oldest logs of the gateway
    /// are watched, because a deletion that ignores its filters deletes them first. Default: empty.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>
    /// Gets the number of remaining matching logs according to the latest deletion response. The service's number is not reliable. Default:
    /// null.
    /// </summary>
    public long? ReportedRemaining { get; init; }

    /// <summary>
    /// Gets the number of all logs of the gateway before the deletion; null if the service does not return it. Default: null.
    /// </summary>
    public long? TotalBefore { get; init; }

    /// <summary>
    /// Gets the number of all logs of the gateway at <see cref="CheckedAt"/>; null if the service does not return it. Default: null.
    /// </summary>
    public long? TotalAfter { get; init; }

    /// <summary>
    /// Gets the ids of the logs that were observed to be gone. Default: empty. Logs that were deleted by filters instead of ids are not
    /// included; see <see cref="GatewayLogDeleteVerification.Sample"/>.
    /// </summary>
    public IReadOnlyList<string> DeletedIds { get; init; } = ImmutableList<string>.Empty;

    /// <summary>Gets Cloudflare's ray ids of the deletion requests, in order. Default: empty.</summary>
    public IReadOnlyList<string> RayIds { get; init; } = ImmutableList<string>.Empty;

    /// <summary>Gets the time when the deletion started, by this machine's clock. Default: null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets the time when logs were last listed to observe the outcome, by this machine's clock. Default: null.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>
    /// Returns whether <paramref name="other"/> is the same instance. Reports contain lists and are not compared by value.
    /// </summary>
    /// <param name="other">The other instance.</param>
    /// <returns>Whether both are the same instance.</returns>
    public bool Equals(GatewayLogDeleteReport? other) => ReferenceEquals(this, other);

    /// <summary>Returns the hash code of this instance.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Returns the name of the type and the counts.</summary>
    /// <returns>For example <c>GatewayLogDeleteReport { Requested = 43, Observed = 43, Remaining = 0, IsComplete = True }</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{nameof(GatewayLogDeleteReport)} {{ Requested = {Requested}, Observed = {Observed}, Remaining = {Remaining}, IsComplete = {IsComplete} }}");
}
