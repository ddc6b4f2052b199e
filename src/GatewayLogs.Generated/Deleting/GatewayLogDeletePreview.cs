using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>What a deletion has selected, before anything is deleted.</summary>
public sealed record GatewayLogDeletePreview
{
    /// <summary>Gets how many logs were selected. Default: 0.</summary>
    public long Count { get; init; }

    /// <summary>Gets how many of them were listed and showed that they match the filters. Default: 0.</summary>
    public long Verified { get; init; }

    /// <summary>Gets the first of the selected logs, at most five, oldest first. Default: empty.</summary>
    public IReadOnlyList<GatewayLog> First { get; init; } = [];

    /// <summary>Gets the oldest of the selected logs; null when none was selected. Default: null.</summary>
    public GatewayLog? Oldest { get; init; }

    /// <summary>Gets the newest of the selected logs; null when none was selected. Default: null.</summary>
    public GatewayLog? Newest { get; init; }

    /// <summary>
    /// Gets the upper limit of created_at, itself not included: the caller's own, or 60 seconds before the earlier of this machine's time and
    /// the service's. Default: null, none, for logs that are selected by their ids.
    /// </summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Gets how many matching logs were left out because they are dated after <see cref="CreatedBefore"/>. Default: 0.</summary>
    public long TooRecent { get; init; }

    /// <summary>Returns whether the other is the same instance. Previews are not compared by their values, which include lists.</summary>
    /// <param name="other">The other instance.</param>
    /// <returns>Whether it is this instance.</returns>
    public bool Equals(GatewayLogDeletePreview? other) => ReferenceEquals(this, other);

    /// <summary>Returns the hash code of the instance.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Names the type and the counts.</summary>
    /// <returns>For example <c>GatewayLogDeletePreview { Count = 43, Verified = 43 }</c>.</returns>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{nameof(GatewayLogDeletePreview)} {{ Count = {Count}, Verified = {Verified} }}");
}
