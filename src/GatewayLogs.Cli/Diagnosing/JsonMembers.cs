using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Reads members of JSON of any form.</summary>
internal static class JsonMembers
{
    /// <summary>Returns a member; null if there is none, or if the JSON is not an object.</summary>
    public static JsonElement? Find(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Returns the names of the members; none if the JSON is not an object.</summary>
    public static IEnumerable<string> Names(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(member => member.Name) : [];

    /// <summary>Returns an integer; null if the JSON is not one.</summary>
    public static long? ToNumber(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : null;
}
