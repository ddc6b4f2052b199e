using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>What a row shows of the field that a filter looks at.</summary>
internal static class RowField
{
    public const string Id = "id";

    public const string CreatedAt = "created_at";

    public const string MetadataKey = "metadata.key";

    public const string MetadataValue = "metadata.value";

    /// <summary>The keys that rows show. Missing are those of metadata, which hold several values, and tokens and compatibilityMode.</summary>
    private static readonly Dictionary<string, Func<GatewayLog, object?>> s_fields = new Dictionary<GatewayLogFilterKey, Func<GatewayLog, object?>>
    {
        [GatewayLogFilterKey.Id] = row => row.Id,
        [GatewayLogFilterKey.CreatedAt] = row => row.CreatedAt,
        [GatewayLogFilterKey.RequestContentType] = row => row.RequestContentType,
        [GatewayLogFilterKey.ResponseContentType] = row => row.ResponseContentType,
        [GatewayLogFilterKey.RequestType] = row => row.RequestType,
        [GatewayLogFilterKey.Success] = row => row.Success,
        [GatewayLogFilterKey.Cached] = row => row.Cached,
        [GatewayLogFilterKey.Provider] = row => row.Provider,
        [GatewayLogFilterKey.Model] = row => row.Model,
        [GatewayLogFilterKey.ModelType] = row => row.ModelType,
        [GatewayLogFilterKey.Cost] = row => row.Cost,
        [GatewayLogFilterKey.TokensIn] = row => (decimal?)row.TokensIn,
        [GatewayLogFilterKey.TokensOut] = row => (decimal?)row.TokensOut,
        [GatewayLogFilterKey.Duration] = row => (decimal?)row.Duration,
        [GatewayLogFilterKey.Feedback] = row => row.Feedback,
        [GatewayLogFilterKey.EventId] = row => row.EventId,
        [GatewayLogFilterKey.Authentication] = row => row.Authentication,
        [GatewayLogFilterKey.Wholesale] = row => row.Wholesale,
        [GatewayLogFilterKey.DlpAction] = row => row.DlpAction,
        [GatewayLogFilterKey.UserAgent] = row => row.UserAgent,
    }.ToDictionary(field => WireName.Of(field.Key), field => field.Value);
    /// <summary>Whether rows show the field at all, so that a filter on it can be checked.</summary>
    public static bool IsShown(string key) => s_fields.ContainsKey(key) || key == MetadataKey || key == MetadataValue;

    /// <summary>The value of a field that holds one; null when the row lacks it.</summary>
    public static object? Of(GatewayLog row, string key) => s_fields.TryGetValue(key, out var field) ? field(row) : null;

    /// <summary>The text that a value of metadata is compared as; null for what is no scalar.</summary>
    public static string? TextOf(JToken? value) => value switch
    {
        JValue { Value: string text } => text,
        JValue { Value: bool flag } => flag ? "true" : "false",
        JValue { Value: IFormattable number } => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
