using System.Text.Json;
using System.Text.Json.Serialization;

namespace GatewayLogs.Emulator;

/// <summary>The emulator's own JSON: members in camelCase, none that nobody knows, times as in <c>00:00:02.5</c>.</summary>
internal static class SettingsJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a value.</summary>
    /// <exception cref="ArgumentException">The text is no such value; the message says where and why.</exception>
    public static T Parse<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new ArgumentException("Expected JSON other than null.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"At {exception.Path ?? "$"}: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    /// <summary>Reads one fault rule, or an array of them.</summary>
    /// <exception cref="ArgumentException">The text is neither.</exception>
    public static IReadOnlyList<Faults.FaultRule> ParseRules(string text) =>
        text.TrimStart().StartsWith('[') ? Parse<Faults.FaultRule[]>(text) : [Parse<Faults.FaultRule>(text)];
}
