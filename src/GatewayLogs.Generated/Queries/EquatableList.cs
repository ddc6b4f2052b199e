using System.Collections.ObjectModel;

namespace GatewayLogs;

/// <summary>A copy of a list that equals every list with equal items, so that a record that holds it has the equality a record promises.</summary>
internal sealed class EquatableList<T>(IEnumerable<T> items) : ReadOnlyCollection<T>([.. items])
{
    public override bool Equals(object? obj) => obj is EquatableList<T> other && this.SequenceEqual(other);

    public override int GetHashCode() => this.Aggregate(Count, HashCode.Combine);
}
