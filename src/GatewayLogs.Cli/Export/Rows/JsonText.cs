using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>The parts of a row that may hold anything, as JSON on one line.</summary>
internal static class JsonText
{
    public static string? Of(JToken? token) => token is null or { Type: JTokenType.Null } ? null : token.ToString(Formatting.None);

    public static string Of(GatewayLogTimings timings) => Object(timings.AdditionalProperties, ("total", timings.Total), ("latency", timings.Latency));

    public static string Of(GatewayLogLocation location) => Object(location.AdditionalProperties, ("region", location.Region), ("colo", location.Colo));

    public static string Of(GatewayLogMetadata metadata) => metadata is { Count: 0, Text: { } text }
        ? JsonConvert.ToString(text)
        : Object(metadata.Select(entry => KeyValuePair.Create(entry.Key, (object?)entry.Value)));

    /// <summary>An object of those fields that the document does not know; null when there are none.</summary>
    public static string? OfUnknown(GatewayLog log) => log.AdditionalProperties.Count == 0 ? null : Object(log.AdditionalProperties);

    /// <summary>A value as the library keeps one that it does not know: a token, or what JSON has of its own.</summary>
    public static string OfValue(object? value) => value switch
    {
        null => "null",
        JToken token => token.ToString(Formatting.None),
        IFormattable number and not (DateTime or DateTimeOffset or Guid or TimeSpan) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonConvert.ToString(value),
    };

    private static string Object(IDictionary<string, object> unknown, params (string Name, object? Value)[] known) => Object(
        known.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value))
            .Concat(unknown.Select(field => KeyValuePair.Create(field.Key, (object?)field.Value))));

    private static string Object(IEnumerable<KeyValuePair<string, object?>> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"{JsonConvert.ToString(field.Key)}:{OfValue(field.Value)}"))}}}";
}
