namespace GatewayLogs.Cli.Stats;

/// <summary>A group: the values of its keys, and the totals of its logs.</summary>
internal sealed record Group(IReadOnlyList<string> Values, Tally Tally);

/// <summary>Groups logs by keys.</summary>
internal sealed class Grouping(IReadOnlyList<GroupKey> keys)
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupKey> Keys => keys;

    /// <summary>Gets all groups, ordered by their values.</summary>
    public IReadOnlyList<Group> Groups => [.. _groups.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    public void Add(GatewayLog log)
    {
        var values = keys.Select(key => key.GetValue(log)).ToArray();

        // NUL sorts before all characters that are left in the values, and different lists of values never yield the same text.
        var identity = string.Join('\0', values.Select(value =>
            value.Replace("\u0001", "\u0001\u0002", StringComparison.Ordinal).Replace("\0", "\u0001\u0001", StringComparison.Ordinal)));
        if (!_groups.TryGetValue(identity, out var group))
        {
            _groups[identity] = group = new Group(values, new Tally());
        }

        group.Tally.Add(log);
    }
}
