namespace GatewayLogs;

/// <summary>A page of a walk: each row with its key, and what the service says of the whole that the page is the beginning of.</summary>
internal sealed class WalkPage
{
    private readonly int _perPage;

    public WalkPage(GatewayLogPage page, WalkRange range)
    {
        Answer = page;
        Rows = [.. page.Rows.Select(row => (range.KeyOf(row), row))];
        _perPage = range.PerPage;

        // A count below what arrived says nothing.
        Total = page.Info.TotalCount is { } total && total >= Rows.Count ? total : null;
    }

    public GatewayLogPage Answer { get; }

    public IReadOnlyList<(long Key, GatewayLog Row)> Rows { get; }

    /// <summary>How many rows match; null when the service does not say. It may be stale, and then is too large.</summary>
    public long? Total { get; }

    public bool IsFull => Rows.Count >= _perPage;

    /// <summary>Whether the service says that these are all rows that match. A short page alone does not: it may have been cut.</summary>
    public bool IsWhole => Total == Rows.Count;

    public long FirstKey => Rows[0].Key;

    public long LastKey => Rows[^1].Key;
}
