namespace GatewayLogs.Cli.Failures;

/// <summary>The failed logs in groups.</summary>
/// <param name="storedUntil">The time until which responses are stored by now.</param>
internal sealed class FailureReport(DateTimeOffset storedUntil)
{
    private readonly Dictionary<FailureKey, FailureGroup> _groups = [];

    public long Total { get; private set; }

    /// <summary>Gets the groups, those with the most calls first.</summary>
    public IReadOnlyList<FailureGroup> Groups =>
    [
        .. _groups.Values
            .OrderByDescending(group => group.Calls)
            .ThenBy(group => group.Key.Status)
            .ThenBy(group => group.Key.Provider, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Model, StringComparer.Ordinal)
            .ThenBy(group => group.Message.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>
    /// Adds a log, in any order, to the group of its status, provider and model, and of its message if there is one.
    /// </summary>
    public void Add(GatewayLog log, FailureMessage? message = null) => Add(log, FailureKey.Get(log, message));

    /// <summary>Adds a log to the group of its status, provider and model. Its message is that of the group if it is the sample.</summary>
    public void AddSample(GatewayLog log, Func<FailureMessage> read)
    {
        var (group, isSample) = Add(log, FailureKey.Get(log));
        if (isSample)
        {
            group.Message = read();
        }
    }

    /// <summary>Returns the share of a group in all failed logs.</summary>
    public decimal GetShare(FailureGroup group) => Math.Round((decimal)group.Calls / Total, 4);

    private (FailureGroup Group, bool IsSample) Add(GatewayLog log, FailureKey key)
    {
        Total++;
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups[key] = group = new FailureGroup(key);
        }

        return (group, group.Add(log, storedUntil));
    }
}
