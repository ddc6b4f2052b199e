using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>The names of fields with special handling, and the values of fields as filters compare them.</summary>
internal static class FilterFields
{
    public const string Id = "id";

    public const string CreatedAt = "created_at";

    public const string MetadataKey = "metadata.key";

    public const string MetadataValue = "metadata.value";

    /// <summary>Returns the text that a metadata value is compared as; null for objects and arrays.</summary>
    public static string? GetText(JToken? value) => value switch
    {
        JValue { Value: string text } => text,
        JValue { Value: bool flag } => flag ? "true" : "false",
        JValue { Value: IFormattable number } => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
