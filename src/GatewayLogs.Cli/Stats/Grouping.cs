namespace GatewayLogs.Cli.Stats;

/// <summary>One group: what its logs have in common, and what they come to.</summary>
internal sealed record Group(IReadOnlyList<string> Values, Tally Tally);

/// <summary>Logs in groups by some keys.</summary>
internal sealed class Grouping(IReadOnlyList<GroupKey> keys)
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupKey> Keys => keys;

    /// <summary>All groups in the order of their values: days in theirs, all else by name.</summary>
    public IReadOnlyList<Group> Groups => [.. _groups.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    public void Add(GatewayLog log)
    {
        var values = keys.Select(key => key.Of(log)).ToArray();

        // NUL sorts before all that is left in a value, and no two lists of values become the same text.
        var identity = string.Join('\0', values.Select(value =>
            value.Replace("\u0001", "\u0001\u0002", StringComparison.Ordinal).Replace("\0", "\u0001\u0001", StringComparison.Ordinal)));
        if (!_groups.TryGetValue(identity, out var group))
        {
            _groups[identity] = group = new Group(values, new Tally());
        }

        group.Tally.Add(log);
    }
}
