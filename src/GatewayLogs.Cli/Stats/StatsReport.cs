namespace GatewayLogs.Cli.Stats;

/// <summary>The report of <c>gwlogs stats</c>: the requested groups, and the totals of all logs.</summary>
/// <param name="keys">The keys to group by.</param>
/// <param name="order">The order of the groups; null for the default.</param>
internal sealed class StatsReport(IReadOnlyList<GroupKey> keys, StatsOrder? order = null)
{
    private readonly Grouping _grouping = new(keys);

    private readonly StatsOrder _order = order ?? StatsOrder.Parse(null, null, keys);

    public IReadOnlyList<GroupKey> Keys => keys;

    /// <summary>Gets the groups that are shown, in their order.</summary>
    public IReadOnlyList<Group> Groups => _order.Apply(_grouping);

    public Tally Total { get; } = new();

    /// <summary>Gets the fields of a log that the report uses.</summary>
    public IReadOnlyCollection<string> Fields => [.. Tally.Fields, .. keys.Select(key => key.Field)];

    public void Add(GatewayLog log)
    {
        Total.Add(log);
        _grouping.Add(log);
    }
}
