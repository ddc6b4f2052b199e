using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>What a row shows of the field that a filter looks at.</summary>
internal static class FilterFields
{
    public const string Id = "id";

    public const string CreatedAt = "created_at";

    public const string MetadataKey = "metadata.key";

    public const string MetadataValue = "metadata.value";

    /// <summary>Whether rows show the field at all, so that a filter on it can be checked.</summary>
    public static bool IsShown(string key) => LogFilter.Find(key) is { IsShown: true };

    /// <summary>The text that a value of metadata is compared as; null for what is no scalar.</summary>
    public static string? GetText(JToken? value) => value switch
    {
        JValue { Value: string text } => text,
        JValue { Value: bool flag } => flag ? "true" : "false",
        JValue { Value: IFormattable number } => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
