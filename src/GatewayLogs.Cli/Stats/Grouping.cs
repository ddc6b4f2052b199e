namespace GatewayLogs.Cli.Stats;

/// <summary>A group: the values of its keys, null where the logs have none, and the totals of its logs.</summary>
internal sealed record Group(IReadOnlyList<string?> Values, Tally Tally)
{
    /// <summary>Returns a value as people read it, so that a missing and an empty value are visible.</summary>
    public static string Show(string? value) => value switch { null => "null", "" => "\"\"", _ => value };
}

/// <summary>Groups logs by keys.</summary>
internal sealed class Grouping(IReadOnlyList<GroupKey> keys)
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupKey> Keys => keys;

    /// <summary>Gets all groups, ordered by their values; a missing value is the first.</summary>
    public IReadOnlyList<Group> Groups => [.. _groups.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    public void Add(GatewayLog log)
    {
        var values = keys.Select(key => key.GetValue(log)).ToArray();
        var identity = GetIdentity(values);
        if (!_groups.TryGetValue(identity, out var group))
        {
            _groups[identity] = group = new Group(values, new Tally());
        }

        group.Tally.Add(log);
    }

    /// <summary>
    /// Joins values by NUL, which sorts before all characters that are left in them. Different lists of values never yield the same text.
    /// </summary>
    private static string GetIdentity(string?[] values) =>
        string.Join('\0', values.Select(value => value is null ? "\u0001" : "\u0002" + Escape(value)));

    private static string Escape(string value) =>
        value.Replace("\u0001", "\u0001\u0002", StringComparison.Ordinal).Replace("\0", "\u0001\u0001", StringComparison.Ordinal);
}
