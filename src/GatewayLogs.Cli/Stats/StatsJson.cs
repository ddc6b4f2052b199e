using System.Text.Json;

namespace GatewayLogs.Cli.Stats;

/// <summary>
/// Writes the groups as JSON objects: the values of the keys as strings or null, the figures as numbers with all digits.
/// </summary>
internal static class StatsJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<GroupKey> keys, Group group)
    {
        json.WriteStartObject();
        foreach (var (key, value) in keys.Zip(group.Values))
        {
            json.WriteString(key.Name, value);
        }

        foreach (var column in StatsColumn.All)
        {
            json.WritePropertyName(column.Name);
            json.WriteRawValue(column.Text(group.Tally) is { Length: > 0 } number ? number : "null");
        }

        json.WriteEndObject();
    }
}
