namespace GatewayLogs;

/// <summary>Options for enumerating all logs.</summary>
public sealed record GatewayLogPagingOptions
{
    /// <summary>Limits the memory of an enumeration. Rows like those of the emulator take 4.5 KB each.</summary>
    private const int MaxHeldRows = 12_000;

    /// <summary>
    /// Gets the maximum number of concurrent requests, from 1 to 32. Default: 4. With 1, pages are requested only when they are needed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxConcurrency { get; init => field = QueryRange.Require(value, 1, 32); } = 4;

    /// <summary>
    /// Gets the minimum age of logs, by the service's clock, from 0 to 365 days. Default: 60 seconds. Younger logs are not returned,
    /// because logs are indexed some seconds after their request: the enumeration may already have passed their timestamp and would miss
    /// them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan IndexingDelay
    {
        get;
        init
        {
            field = value >= TimeSpan.Zero && value <= TimeSpan.FromDays(365)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(IndexingDelay), value, "IndexingDelay must be from 0 to 365 days.");
        }
    } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets the cursor of an earlier enumeration in the same direction. The enumeration starts with the log after it. Default: null, from
    /// the beginning.
    /// </summary>
    public GatewayLogCursor? StartAfter { get; init; }

    /// <summary>Gets the minimum number of rows of a time segment that is read concurrently.</summary>
    internal int MinSegmentRows { get; init; } = 250;

    /// <summary>Gets the maximum number of rows of a time segment that is read concurrently.</summary>
    internal int MaxSegmentRows
    {
        get => Math.Max(MinSegmentRows, Math.Min(field, MaxHeldRows / MaxConcurrency));
        init;
    } = 2000;

    /// <summary>
    /// Gets the maximum number of rows that are buffered until the rows before them have been returned, in addition to one page per active
    /// request.
    /// </summary>
    internal int MaxBufferedRows => MaxConcurrency * Math.Max(MaxSegmentRows, GatewayLogQuery.MaxPerPage);
}
