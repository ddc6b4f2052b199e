using System.Globalization;
using GatewayLogs.Json;
using Newtonsoft.Json;

namespace GatewayLogs;

/// <summary>What may stand in the value of a filter, and how it is written.</summary>
internal static class FilterValue
{
    /// <summary>Gives the value back with its number widened, or refuses its type.</summary>
    public static object? Require(object? value, string key) => value switch
    {
        string text => SurrogatePairs.AreWhole(text)
            ? text
            : throw new ArgumentException($"The filter on {key} compares with text that has half a surrogate pair, which cannot be sent. Give whole characters."),
        null or bool or decimal => value,
        DateTimeOffset instant => DateTimeOffset.FromUnixTimeMilliseconds(ToMilliseconds(instant)),
        sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException(
            $"The filter on {key} cannot compare with a {value.GetType().Name}. Give text, a boolean, a finite number, a DateTimeOffset or null."),
    };

    /// <summary>The milliseconds since 1970, finer parts cut off towards the past: what the service keeps of an instant.</summary>
    public static long ToMilliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>The first millisecond that is not before an instant: an upper limit that leaves out nothing.</summary>
    public static long ToMillisecondsBehind(DateTimeOffset instant) => ToMilliseconds(instant) + (instant.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    /// <summary>Returns the nearest double; a cast can miss it by the last bit when the number has more than 15 digits.</summary>
    public static double ToDouble(decimal number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The instant that a value is, or spells as ISO 8601 does, in UTC unless it says otherwise; null for anything else.</summary>
    public static DateTimeOffset? AsInstant(object? value) => value switch
    {
        DateTimeOffset instant => instant,
        string text when DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed,
        _ => null,
    };

    public static void Write(JsonTextWriter writer, object? value)
    {
        switch (value)
        {
            case decimal number:
                writer.WriteNumber(number);
                break;
            case DateTimeOffset instant:
                writer.WriteValue(InstantFormat.GetText(instant));
                break;
            default:
                writer.WriteValue(value);
                break;
        }
    }
}
