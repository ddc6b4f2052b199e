using System.Runtime.InteropServices;

namespace GatewayLogs.Cli.Stats;

/// <summary>A histogram of durations in milliseconds with one bucket per distinct value, so that percentiles are exact.</summary>
internal sealed class Durations
{
    private readonly Dictionary<long, long> _counts = [];

    private long _total;

    public void Add(long milliseconds) => Add(milliseconds, 1);

    public void Add(Durations other)
    {
        foreach (var (milliseconds, count) in other._counts)
        {
            Add(milliseconds, count);
        }
    }

    /// <summary>Returns a percentile by the nearest-rank method; null if there are no durations.</summary>
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

    private void Add(long milliseconds, long count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, milliseconds, out _) += count;
        _total += count;
    }
}
