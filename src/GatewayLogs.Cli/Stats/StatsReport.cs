namespace GatewayLogs.Cli.Stats;

/// <summary>What <c>gwlogs stats</c> tells in every form: the groups that were asked for, and what all logs come to.</summary>
internal sealed class StatsReport(IReadOnlyList<GroupKey> keys)
{
    public Grouping Requested { get; } = new(keys);

    public Tally Total { get; } = new();

    public void Add(GatewayLog log)
    {
        Total.Add(log);
        Requested.Add(log);
    }
}
