using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>Validates property values against the ranges in the OpenAPI document.</summary>
internal static class QueryRange
{
    public static int Require(int value, int minimum, int maximum, [CallerMemberName] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a number from {minimum} to {maximum}.");

    public static TEnum Require<TEnum>(TEnum value, [CallerMemberName] string name = "")
        where TEnum : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be one of {string.Join(", ", WireName.All<TEnum>())}.");

    /// <summary>
    /// Copies the list, so that later changes by the caller have no effect, and gives it value equality for the records that contain it.
    /// </summary>
    public static IReadOnlyList<GatewayLogFilter> Require(IReadOnlyList<GatewayLogFilter> value, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.Contains(null!) ? throw new ArgumentException($"{name} contains null. Remove it.", name)
            : value.Count == 0 ? []
            : new EquatableList<GatewayLogFilter>(value);
    }
}
