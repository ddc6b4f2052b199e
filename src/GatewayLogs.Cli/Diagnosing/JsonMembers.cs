using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Reads members of JSON of any form.</summary>
internal static class JsonMembers
{
    /// <summary>Returns a member; null if there is none, or if the JSON is not an object.</summary>
    public static JsonElement? Find(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    /// <summary>Returns the names of the members.</summary>
    public static IEnumerable<string> Names(this JsonElement json) => json.EnumerateObject().Select(member => member.Name);
}
