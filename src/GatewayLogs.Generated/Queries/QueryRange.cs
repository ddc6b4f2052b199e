using System.Globalization;
using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>Refuses values that the document does not allow, and says which it does.</summary>
internal static class QueryRange
{
    public static int Require(int value, int minimum, int maximum, [CallerMemberName] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, string.Create(
                CultureInfo.InvariantCulture, $"{name} is a number from {minimum} to {maximum}."));

    public static TEnum Require<TEnum>(TEnum value, [CallerMemberName] string name = "")
        where TEnum : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is one of {string.Join(", ", WireName.All<TEnum>())}.");

    /// <summary>Takes a copy, so that a list the caller changes later cannot change what is sent, and queries with equal filters are equal.</summary>
    public static IReadOnlyList<GatewayLogFilter> Require(IReadOnlyList<GatewayLogFilter> value, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return !value.All(filter => filter is not null) ? throw new ArgumentException($"{name} holds a null.", name)
            : value.Count == 0 ? []
            : new EquatableList<GatewayLogFilter>(value);
    }
}
