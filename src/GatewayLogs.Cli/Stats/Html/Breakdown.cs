namespace GatewayLogs.Cli.Stats.Html;

/// <summary>The number and the cost of calls by hour for each combination of values of some keys.</summary>
internal sealed class Breakdown(IReadOnlyList<GroupKey> keys)
{
    private readonly Dictionary<string, Dictionary<DateTime, Amounts>> _groups = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupKey> Keys => keys;

    /// <summary>Gets the groups by descending cost, then by descending number of calls.</summary>
    public IReadOnlyList<Member> Groups =>
    [
        .. _groups
            .Select(group => new Member(group.Key, group.Value.Values.Aggregate(Amounts.Add), group.Value))
            .OrderByDescending(group => group.Total.Cost)
            .ThenByDescending(group => group.Total.Calls)
            .ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    /// <summary>Gets the groups by descending number of calls.</summary>
    public IReadOnlyList<Member> GroupsByCalls => [.. Groups.OrderByDescending(group => group.Total.Calls)];

    public void Add(GatewayLog log, DateTime hour)
    {
        var name = keys.Count == 0 ? "all calls" : string.Join(" · ", keys.Select(key => Group.Show(key.GetValue(log))));
        if (!_groups.TryGetValue(name, out var hours))
        {
            _groups[name] = hours = [];
        }

        hours[hour] = Amounts.Add(hours.GetValueOrDefault(hour), new Amounts(1, (double)(log.Cost ?? 0)));
    }

    /// <summary>A group: its name, its total, and its number and cost of calls by hour.</summary>
    internal sealed record Member(string Name, Amounts Total, IReadOnlyDictionary<DateTime, Amounts> ByHour);

    /// <summary>The number and the cost of calls.</summary>
    internal readonly record struct Amounts(long Calls, double Cost)
    {
        public static Amounts Add(Amounts left, Amounts right) => new(left.Calls + right.Calls, left.Cost + right.Cost);
    }
}
