using System.Globalization;
using Newtonsoft.Json;

namespace GatewayLogs.Tests;

/// <summary>Reads scalars leniently: numbers as strings, strings as numbers, timestamps without a zone.</summary>
/// <remarks>A value that cannot be converted to the declared type counts as missing.</remarks>
internal sealed class ScalarConverter : JsonConverter
{
    public static readonly ScalarConverter Instance = new();

    private static readonly Dictionary<Type, Func<string, object?>> s_parsers = new()
    {
        [typeof(string)] = text => text,
        [typeof(bool?)] = text => bool.TryParse(text, out var value) ? value : null,
        [typeof(int?)] = text => ParseInteger(text) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : null,
        [typeof(long?)] = text => ParseInteger(text) is >= long.MinValue and <= long.MaxValue and var value ? (long)value : null,
        [typeof(double?)] = text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        [typeof(decimal?)] = text => ParseDecimal(text),
        [typeof(DateTimeOffset?)] = text => ParseInstant(text),
    };

    public override bool CanWrite => false;

    public static bool Reads(Type type) => s_parsers.ContainsKey(type);

    public override bool CanConvert(Type objectType) => Reads(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType is JsonToken.StartObject or JsonToken.StartArray)
        {
            reader.Skip();
            return existingValue;
        }

        return reader.Value is null ? existingValue : s_parsers[objectType](Convert.ToString(reader.Value, CultureInfo.InvariantCulture)!);
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();

    private static decimal? ParseDecimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static decimal? ParseInteger(string text) =>
        ParseDecimal(text) is { } value ? Math.Round(value, MidpointRounding.AwayFromZero) : null;

    /// <summary>A timestamp without a zone is UTC in any local time zone. Numbers are Unix time, if they are large enough.</summary>
    private static DateTimeOffset? ParseInstant(string text) =>
        ParseDecimal(text) is { } time
            ? time switch
            {
                >= 100_000_000m and < 100_000_000_000m => DateTimeOffset.UnixEpoch.AddTicks((long)(time * 10_000_000)),
                >= 100_000_000_000m and < 100_000_000_000_000m => DateTimeOffset.UnixEpoch.AddTicks((long)(time * 10_000)),
                >= 100_000_000_000_000m and < 100_000_000_000_000_000m => DateTimeOffset.UnixEpoch.AddTicks((long)(time * 10)),
                >= 100_000_000_000_000_000m and < 100_000_000_000_000_000_000m => DateTimeOffset.UnixEpoch.AddTicks((long)(time / 100)),
                _ => null,
            }
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;
}
