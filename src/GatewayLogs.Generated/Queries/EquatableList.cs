using System.Collections.ObjectModel;

namespace GatewayLogs;

/// <summary>A read-only list with value equality, for use in records.</summary>
internal sealed class EquatableList<T>(IEnumerable<T> items) : ReadOnlyCollection<T>([.. items])
{
    public override bool Equals(object? obj) => obj is EquatableList<T> other && this.SequenceEqual(other);

    public override int GetHashCode() => this.Aggregate(Count, HashCode.Combine);
}
