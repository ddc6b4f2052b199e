using System.Globalization;
using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>The JSON of a listed log.</summary>
internal sealed class LogRow(JsonElement json)
{
    public JsonElement Json => json;

    public string Id => GetText("id");

    public DateTimeOffset CreatedAt => GetTime("created_at");

    /// <summary>Gets the metadata entries whose value is text.</summary>
    public IReadOnlyList<(string Key, string Value)> Metadata => GetMetadata() is { ValueKind: JsonValueKind.Object } entries
        ? [.. from entry in entries.EnumerateObject() where entry.Value.ValueKind == JsonValueKind.String select (entry.Name, entry.Value.GetString()!)]
        : [];

    /// <summary>Returns the text of a field; empty if it has none.</summary>
    public string GetText(string field) => json.Find(field) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public bool IsNull(string field) => json.Find(field) is { ValueKind: JsonValueKind.Null };

    /// <summary>Returns the time of a field; a time without an offset is UTC.</summary>
    public DateTimeOffset GetTime(string field) =>
        DateTimeOffset.TryParse(GetText(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new NotTestableException($"{field} of a log is not a time.");

    private JsonElement? GetMetadata()
    {
        try
        {
            return GetText("metadata") is { Length: > 0 } text ? JsonElement.Parse(text) : json.Find("metadata");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
