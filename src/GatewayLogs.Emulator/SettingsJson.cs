using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Emulator;

/// <summary>Serializes the emulator's own settings: camelCase members, no unknown members, times such as <c>00:00:02.5</c>.</summary>
internal static partial class SettingsJson
{
    /// <summary>The parts of a message of System.Text.Json that name .NET types or the path.</summary>
    [GeneratedRegex(@"(?: to)?(?: any \.NET member contained in type)? '?\b(?:GatewayLogs|System)\.[^ ]*[^ .]| Path: .*", RegexOptions.CultureInvariant)]
    private static partial Regex TypeName { get; }

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Parses a value.</summary>
    /// <exception cref="ArgumentException">The text is not valid; the message contains the location and the reason.</exception>
    public static T Parse<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new ArgumentException("Expected JSON other than null.");
        }
        catch (JsonException exception)
        {
            var reason = exception.InnerException?.Message
                ?? TypeName.Replace(exception.Message, "").Replace("TimeSpan", "time", StringComparison.Ordinal);
            throw new ArgumentException($"At {exception.Path ?? "$"}: {reason}", exception);
        }
    }

    /// <summary>Parses a fault rule or an array of fault rules.</summary>
    /// <exception cref="ArgumentException">The text is neither.</exception>
    public static IReadOnlyList<Faults.FaultRule> ParseRules(string text) =>
        text.TrimStart().StartsWith('[') ? Parse<Faults.FaultRule[]>(text) : [Parse<Faults.FaultRule>(text)];
}
