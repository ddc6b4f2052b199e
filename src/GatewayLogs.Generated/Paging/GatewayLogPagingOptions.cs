namespace GatewayLogs;

/// <summary>How a walk over all logs goes about it, beside what its query says.</summary>
public sealed record GatewayLogPagingOptions
{
    /// <summary>What bounds the memory of a walk: rows like those of the emulator take 4.5 KB each.</summary>
    private const int MaxHeldRows = 12_000;

    /// <summary>How many requests may be on their way at once, from 1 to 32. Default: 4. With 1 nothing is asked before it is needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxConcurrency { get; init => field = QueryRange.Require(value, 1, 32); } = 4;

    /// <summary>
    /// How old a log must be for the walk to give it, by this machine's clock; from 0 to 365 days. Default: 60 seconds. Logs are found seconds
    /// after their call, so a younger one could appear behind the walk's back and be lost.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan IndexingDelay
    {
        get;
        init
        {
            field = value >= TimeSpan.Zero && value <= TimeSpan.FromDays(365)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(IndexingDelay), value, "IndexingDelay is a time from 0 to 365 days.");
        }
    } = TimeSpan.FromSeconds(60);

    /// <summary>Where an earlier walk in the same direction stood; the walk begins behind it. Default: null, for the beginning.</summary>
    public GatewayLogCursor? StartAfter { get; init; }

    /// <summary>How many rows a stretch of time that is read beside others should have at least.</summary>
    internal int MinSegmentRows { get; init; } = 250;

    /// <summary>The same at most.</summary>
    internal int MaxSegmentRows
    {
        get => Math.Max(MinSegmentRows, Math.Min(field, MaxHeldRows / MaxConcurrency));
        init;
    } = 2000;

    /// <summary>How many rows may wait for those before them, beside one page for each request that is on its way.</summary>
    internal int MaxBufferedRows => MaxConcurrency * Math.Max(MaxSegmentRows, GatewayLogQuery.MaxPerPage);
}
