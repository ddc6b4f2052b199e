namespace GatewayLogs.Cli.Stats;

/// <summary>What a group of logs comes to.</summary>
internal sealed class Tally
{
    private readonly Durations _durations = new();

    public long Calls { get; private set; }

    /// <summary>Calls that say they failed.</summary>
    public long Errors { get; private set; }

    /// <summary>Calls that the gateway's cache answered.</summary>
    public long CacheHits { get; private set; }

    public long TokensIn { get; private set; }

    public long TokensOut { get; private set; }

    /// <summary>In US dollars.</summary>
    public ExactSum Cost { get; } = new();

    public double ErrorRate => Calls == 0 ? 0 : (double)Errors / Calls;

    public double CacheRate => Calls == 0 ? 0 : (double)CacheHits / Calls;

    public void Add(GatewayLog log)
    {
        Calls++;
        Errors += log.Success == false ? 1 : 0;
        CacheHits += log.Cached == true ? 1 : 0;
        TokensIn += log.TokensIn ?? 0;
        TokensOut += log.TokensOut ?? 0;
        Cost.Add(log.Cost ?? 0);
        if (log.Duration is { } milliseconds)
        {
            _durations.Add(milliseconds);
        }
    }

    /// <summary>A percentile of the durations, in milliseconds; null when no log had one.</summary>
    public long? Duration(int percent) => _durations.Percentile(percent);
}
