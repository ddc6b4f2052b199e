namespace GatewayLogs.Cli.Stats;

/// <summary>The totals of a group of logs.</summary>
internal sealed class Tally
{
    private readonly Durations _durations = new();

    /// <summary>Gets the fields of a log that the totals use.</summary>
    public static IReadOnlyCollection<string> Fields { get; } = ["success", "cached", "tokens_in", "tokens_out", "cost", "duration"];

    public long Calls { get; private set; }

    /// <summary>Gets the number of failed calls.</summary>
    public long Errors { get; private set; }

    /// <summary>Gets the number of calls that were served from the gateway's cache.</summary>
    public long CacheHits { get; private set; }

    public long TokensIn { get; private set; }

    public long TokensOut { get; private set; }

    /// <summary>Gets the cost in US dollars.</summary>
    public ExactSum Cost { get; } = new();

    /// <summary>Gets the number of calls whose log has no tokens_in; they count as 0.</summary>
    public long WithoutTokensIn { get; private set; }

    /// <summary>Gets the number of calls whose log has no tokens_out; they count as 0.</summary>
    public long WithoutTokensOut { get; private set; }

    /// <summary>Gets the number of calls whose log has no cost; they count as 0.</summary>
    public long WithoutCost { get; private set; }

    /// <summary>Gets the cost of one call on average.</summary>
    public double CostPerCall => Calls == 0 ? 0 : Cost.ToDouble() / Calls;

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
        WithoutTokensIn += log.TokensIn is null ? 1 : 0;
        WithoutTokensOut += log.TokensOut is null ? 1 : 0;
        WithoutCost += log.Cost is null ? 1 : 0;
        if (log.Duration is { } milliseconds)
        {
            _durations.Add(milliseconds);
        }
    }

    public void Add(Tally other)
    {
        Calls += other.Calls;
        Errors += other.Errors;
        CacheHits += other.CacheHits;
        TokensIn += other.TokensIn;
        TokensOut += other.TokensOut;
        Cost.Add(other.Cost);
        WithoutTokensIn += other.WithoutTokensIn;
        WithoutTokensOut += other.WithoutTokensOut;
        WithoutCost += other.WithoutCost;
        _durations.Add(other._durations);
    }

    /// <summary>Returns a percentile of the durations, in milliseconds; null if no log has a duration.</summary>
    public long? Duration(int percent) => _durations.Percentile(percent);
}
