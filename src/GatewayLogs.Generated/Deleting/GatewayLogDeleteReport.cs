using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>What a deletion requested, and what was observed of it.</summary>
/// <remarks>
/// The service responds before it deletes and does not return what it deleted, so everything here was observed by listing logs. Progress
/// handlers receive a report after each step; an exception of a deletion holds the last one as <see cref="GatewayLogsException.DeleteReport"/>.
/// </remarks>
public sealed record GatewayLogDeleteReport
{
    /// <summary>Gets how many logs were selected. Default: 0.</summary>
    public long Selected { get; init; }

    /// <summary>Gets how many logs were listed and showed that they match the filters. Default: 0.</summary>
    public long Verified { get; init; }

    /// <summary>Gets how many requests to delete were sent. Default: 0.</summary>
    public int Requests { get; init; }

    /// <summary>Gets how many logs those requests were for. Default: 0.</summary>
    public long Requested { get; init; }

    /// <summary>Gets how many of the requested logs were observed to be gone. Default: 0.</summary>
    public long Observed { get; init; }

    /// <summary>
    /// Gets how many matching logs are left: at the end of a deletion as listed by the service; until then, or when it ends early, the selected
    /// ones that were not observed to be gone. Default: null, unknown. It is unknown at the end when the service's count is missing or does not
    /// agree with its pages.
    /// </summary>
    public long? Remaining { get; init; }

    /// <summary>Gets how many selected logs were left because they did not match any more when they were to be deleted. Default: 0.</summary>
    public long Changed { get; init; }

    /// <summary>Gets how many selected logs were gone before their deletion was requested. Default: 0.</summary>
    public long AlreadyGone { get; init; }

    /// <summary>Gets how many matching logs were left out because they are dated after <see cref="CreatedBefore"/>. Default: 0.</summary>
    public long TooRecent { get; init; }

    /// <summary>Gets the upper limit of created_at, itself not included. Default: null, none.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>
    /// Gets whether the deletion is finished: each selected log is gone, or was left as changed, and no other log matches. Default: false. If it
    /// is false at the end, the service had not deleted everything within five minutes, or more logs match by now; deleting again is safe.
    /// </summary>
    public bool IsComplete { get; init; }

    /// <summary>Gets the id of the log that was deleted first and alone, to prove that the service deletes what it is asked to. Default: null.</summary>
    public string? ProbeId { get; init; }

    /// <summary>
    /// Gets the ids of logs that disappeared during the deletion although no request named them: of the 50 oldest logs of the gateway, which a
    /// deletion that ignores its filters deletes first. Default: empty.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Gets how many logs still matched by the latest response to a request to delete, if it holds that number. It is a hint. Default: null.</summary>
    public long? ReportedRemaining { get; init; }

    /// <summary>Gets how many logs the gateway held before the deletion, of any kind; null if the service did not return it. Default: null.</summary>
    public long? TotalBefore { get; init; }

    /// <summary>Gets how many logs the gateway held when <see cref="CheckedAt"/> was taken, of any kind; null if the service did not return it. Default: null.</summary>
    public long? TotalAfter { get; init; }

    /// <summary>
    /// Gets the ids of the logs that were observed to be gone. Default: empty. Logs that were deleted by filters, not by ids, are missing: see
    /// <see cref="GatewayLogDeleteVerification.Sample"/>.
    /// </summary>
    public IReadOnlyList<string> DeletedIds { get; init; } = ImmutableList<string>.Empty;

    /// <summary>Gets Cloudflare's ids of the requests to delete, in their order. Default: empty.</summary>
    public IReadOnlyList<string> RayIds { get; init; } = ImmutableList<string>.Empty;

    /// <summary>Gets when the deletion began, by this machine's clock. Default: null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets when logs were listed last to observe the outcome, by this machine's clock. Default: null, not yet.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Returns whether the other is the same instance. Reports are not compared by their values, which include lists.</summary>
    /// <param name="other">The other instance.</param>
    /// <returns>Whether it is this instance.</returns>
    public bool Equals(GatewayLogDeleteReport? other) => ReferenceEquals(this, other);

    /// <summary>Returns the hash code of the instance.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Names the type and the counts.</summary>
    /// <returns>For example <c>GatewayLogDeleteReport { Requested = 43, Observed = 43, Remaining = 0, IsComplete = True }</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{nameof(GatewayLogDeleteReport)} {{ Requested = {Requested}, Observed = {Observed}, Remaining = {Remaining}, IsComplete = {IsComplete} }}");
}
