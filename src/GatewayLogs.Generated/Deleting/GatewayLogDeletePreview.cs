using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>The selection of a deletion, before any log is deleted.</summary>
public sealed record GatewayLogDeletePreview
{
    /// <summary>Gets the number of selected logs. Default: 0.</summary>
    public long Count { get; init; }

    /// <summary>Gets the number of logs that were listed and verified to match the filters. Default: 0.</summary>
    public long Verified { get; init; }

    /// <summary>Gets the first of the selected logs, at most five, oldest first. Default: empty.</summary>
    public IReadOnlyList<GatewayLog> First { get; init; } = [];

    /// <summary>Gets the oldest of the selected logs; null when none was selected. Default: null.</summary>
    public GatewayLog? Oldest { get; init; }

    /// <summary>Gets the newest of the selected logs; null when none was selected. Default: null.</summary>
    public GatewayLog? Newest { get; init; }

    /// <summary>
    /// Gets the exclusive upper limit of created_at: the caller's own limit, or 60 seconds before the earlier of this machine's time and
    /// the service's. Default: null, for logs that are selected by id.
    /// </summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>
    /// Gets the number of matching logs that were excluded because they were created after <see cref="CreatedBefore"/>. Default: 0.
    /// </summary>
    public long TooRecent { get; init; }

    /// <summary>Gets the ids of the selected logs, oldest first; null if there are too many to list.</summary>
    internal IReadOnlyList<string>? Ids { get; init; }

    /// <summary>
    /// Returns whether <paramref name="other"/> is the same instance. Previews contain lists and are not compared by value.
    /// </summary>
    /// <param name="other">The other instance.</param>
    /// <returns>Whether both are the same instance.</returns>
    public bool Equals(GatewayLogDeletePreview? other) => ReferenceEquals(this, other);

    /// <summary>Returns the hash code of this instance.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Returns the name of the type and the counts.</summary>
    /// <returns>For example <c>GatewayLogDeletePreview { Count = 43, Verified = 43 }</c>.</returns>
    public override string ToString() => $"{nameof(GatewayLogDeletePreview)} {{ Count = {Count}, Verified = {Verified} }}";
}
