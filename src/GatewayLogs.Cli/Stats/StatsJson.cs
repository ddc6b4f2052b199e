using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Stats;

/// <summary>
/// Writes the groups as one JSON object per line: the values of the keys as strings or null, the figures as numbers with all digits.
/// </summary>
internal static class StatsJson
{
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(StatsReport report) => report.Groups.Select(group => Line(report.Keys, group));

    private static ReadOnlyMemory<byte> Line(IReadOnlyList<GroupKey> keys, Group group) => JsonLine.Create(json =>
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
    });
}
