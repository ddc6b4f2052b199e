using System.Globalization;
using GatewayLogs.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>Validates, and converts the values of filters.</summary>
internal static class FilterValue
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Returns the value, with integers converted to decimal and floating-point numbers to double. Throws for unsupported types.
    /// </summary>
    public static object? Require(object? value, string key) => value switch
    {
        string text => SurrogatePairs.AreValid(text)
            ? text
            : throw new ArgumentException(
                $"The filter on {key} has a value with an unpaired surrogate, which cannot be sent. Pass valid Unicode text."),
        null or bool or decimal => value,
        DateTimeOffset instant => DateTimeOffset.FromUnixTimeMilliseconds(ToMilliseconds(instant)),
        sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException(
            $"The filter on {key} has a value of type {value.GetType().Name}, which is not supported. "
            + "Pass text, a boolean, a finite number, a DateTimeOffset or null."),
    };

    /// <summary>
    /// Formats an instant like created_at of a log. It is the only format that other clients are known to send successfully.
    /// </summary>
    public static string GetText(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>Returns the milliseconds since 1970, rounded down: the precision in which the service stores timestamps.</summary>
    public static long ToMilliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>Returns the milliseconds since 1970, rounded up, for upper limits that must not exclude the instant itself.</summary>
    public static long ToMillisecondsCeiling(DateTimeOffset instant) =>
        ToMilliseconds(instant) + (instant.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    /// <summary>Converts a decimal to the nearest double. A cast can be off by the last bit for numbers with more than 15 digits.</summary>
    public static double ToDouble(decimal number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>
    /// Returns the value as an instant: a DateTimeOffset, or ISO 8601 text, which is UTC unless it has an offset; null for other values.
    /// </summary>
    public static DateTimeOffset? AsInstant(object? value) => value switch
    {
        DateTimeOffset instant => instant,
        string text when DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed,
        _ => null,
    };

    public static JToken ToToken(object? value) => value switch
    {
        decimal number => WireJson.ToToken(number),
        DateTimeOffset instant => GetText(instant),
        _ => new JValue(value),
    };
}
