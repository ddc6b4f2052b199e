using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json;

namespace GatewayLogs.Json;

/// <summary>
/// Reads scalars in any form: numbers as text, text as numbers, instants without an offset or as Unix time. Values that cannot be converted
/// to the declared type are read as null, and so are objects and lists, which are not skipped.
/// </summary>
internal static class WireScalars
{
    /// <summary>The maximum length of a number that a double represents without losing digits.</summary>
    private const int ShortNumber = 15;

    /// <summary>The length of updated_at, as in 2026-08-05 08:01:32.</summary>
    private const int InstantWithoutZoneLength = 19;

    private const int DateLength = 10;

    /// <summary>The smallest number that is read as Unix time: 1973 in seconds. Smaller numbers are something else, such as 0 for no time.</summary>
    private const decimal SmallestUnixTime = 100_000_000m;

    /// <summary>The smallest number that is not Unix time in seconds, but in a smaller unit: the year 5138 in seconds, or 1973 in milliseconds.</summary>
    private const decimal SmallestMilliseconds = 100_000_000_000m;

    /// <summary>
    /// Returns the text of a string or name. Text that is not valid Unicode, such as an unpaired surrogate, is read with Newtonsoft.Json.
    /// </summary>
    public static string GetText(ref readonly Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return GetText(json.ValueSpan);
        }
    }

    /// <summary>
    /// Compares a name. <see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/> throws for a name with an unpaired surrogate.
    /// </summary>
    public static bool IsName(ref readonly Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        (json.ValueIsEscaped ? Encoding.UTF8.GetBytes(GetText(in json)) : json.ValueSpan).SequenceEqual(name);

    public static string? ReadText(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => GetText(in json),
        JsonTokenType.Number => NumberText(in json),
        JsonTokenType.True => bool.TrueString,
        JsonTokenType.False => bool.FalseString,
        _ => null,
    };

    public static bool? ReadBoolean(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => bool.TryParse(GetText(in json), out var value) ? value : null,
        _ => null,
    };

    public static long? ReadInteger(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetInt64(out var value) => value,
        JsonTokenType.Number or JsonTokenType.String => ReadDecimal(ref json) is { } number && decimal.IsInteger(number) ? ToInteger(number) : null,
        _ => null,
    };

    /// <summary>Reads a number with a fraction as the nearest integer; halves are rounded away from zero.</summary>
    public static long? ReadRounded(ref Utf8JsonReader json) =>
        ReadDecimal(ref json) is { } number ? ToInteger(decimal.Round(number, MidpointRounding.AwayFromZero)) : null;

    public static double? ReadDouble(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.ValueSpan.Length <= ShortNumber && json.ValueSpan.IndexOfAny((byte)'e', (byte)'E') < 0
            && json.TryGetDouble(out var value) => value,
        JsonTokenType.Number or JsonTokenType.String =>
            double.TryParse(ReadText(ref json), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    public static decimal? ReadDecimal(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number => json.TryGetDecimal(out var value) ? value : null,
        JsonTokenType.String => decimal.TryParse(GetText(in json), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    /// <summary>Reads an instant. An instant without an offset is UTC, regardless of the local time zone.</summary>
    public static DateTimeOffset? ReadInstant(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String when json.ValueSpan is [.., (byte)'Z'] && json.TryGetDateTimeOffset(out var value) => value,
        JsonTokenType.String when TryReadInstantWithoutZone(json.ValueSpan, out var value) => value,
        JsonTokenType.Number or JsonTokenType.String when ReadDecimal(ref json) is { } number => FromUnixTime(number),
        JsonTokenType.String =>
            DateTimeOffset.TryParse(GetText(in json), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null,
        _ => null,
    };

    /// <summary>
    /// Returns a number as Newtonsoft.Json represents it: a long, a BigInteger or a decimal. Returns null if it exceeds a decimal.
    /// </summary>
    public static object? GetNumber(ref readonly Utf8JsonReader json) =>
        json.TryGetInt64(out var integer) ? integer
        : !json.ValueSpan.ContainsAny(".eE"u8) ? BigInteger.Parse(Encoding.ASCII.GetString(json.ValueSpan), CultureInfo.InvariantCulture)
        : json.TryGetDecimal(out var number) ? number
        : null;

    private static string GetText(ReadOnlySpan<byte> escaped)
    {
        using var text = new JsonTextReader(new StringReader($"\"{Encoding.UTF8.GetString(escaped)}\""));
        return text.ReadAsString()!;
    }

    /// <summary>
    /// Converts the text to an ISO 8601 JSON string first: the .NET parsers with a format string load the collation data of all languages.
    /// </summary>
    private static bool TryReadInstantWithoutZone(ReadOnlySpan<byte> utf8, out DateTimeOffset value)
    {
        value = default;
        if (utf8.Length != InstantWithoutZoneLength || utf8[DateLength] != ' ')
        {
            return false;
        }

        Span<byte> text = [(byte)'"', .. "0000-00-00T00:00:00Z"u8, (byte)'"'];
        utf8[..DateLength].CopyTo(text[1..]);
        utf8[(DateLength + 1)..].CopyTo(text[(DateLength + 2)..]);
        var json = new Utf8JsonReader(text);
        return json.Read() && json.TryGetDateTimeOffset(out value);
    }

    private static string? NumberText(ref readonly Utf8JsonReader json) => Convert.ToString(GetNumber(in json), CultureInfo.InvariantCulture);

    private static long? ToInteger(decimal number) => number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    /// <summary>Converts Unix time in seconds, milliseconds, microseconds or nanoseconds.</summary>
    private static DateTimeOffset? FromUnixTime(decimal time)
    {
        for (var unit = 0; unit < 3 && time >= SmallestMilliseconds; unit++)
        {
            time /= 1_000;
        }

        return time is >= SmallestUnixTime and < SmallestMilliseconds
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(time * TimeSpan.TicksPerSecond))
            : null;
    }
}
