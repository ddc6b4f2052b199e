namespace GatewayLogs.Cli.Stats;

/// <summary>The report of <c>gwlogs stats</c>: the requested groups, and the totals of all logs.</summary>
internal sealed class StatsReport(IReadOnlyList<GroupKey> keys)
{
    public Grouping Requested { get; } = new(keys);

    public Tally Total { get; } = new();

    /// <summary>Gets the fields of a log that the report uses.</summary>
    public IReadOnlyCollection<string> Fields => [.. Tally.Fields, .. keys.Select(key => key.Field)];

    public void Add(GatewayLog log)
    {
        Total.Add(log);
        Requested.Add(log);
    }
}
