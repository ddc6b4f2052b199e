namespace GatewayLogs.Cli.Stats;

/// <summary>Durations in milliseconds, kept as counts of each: exact, and no more of them than there are different ones.</summary>
internal sealed class Durations
{
    private readonly Dictionary<long, long> _counts = [];

    private long _total;

    public void Add(long milliseconds)
    {
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, milliseconds, out _)++;
        _total++;
    }

    /// <summary>The smallest duration that so many percent of all do not exceed (nearest rank); null when there are none.</summary>
    public long? Percentile(int percent)
    {
        var rank = ((_total * percent) + 99) / 100;
        var seen = 0L;
        foreach (var (milliseconds, count) in _counts.OrderBy(entry => entry.Key))
        {
            seen += count;
            if (seen >= rank)
            {
                return milliseconds;
            }
        }

        return null;
    }
}
