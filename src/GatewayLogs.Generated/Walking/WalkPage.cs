namespace GatewayLogs;

/// <summary>A page of a walk: the key of each row, and what the service says of the whole that the page is the beginning of.</summary>
internal sealed class WalkPage(GatewayLogPage page, WalkRange range)
{
    public GatewayLogPage Answer => page;

    public IReadOnlyList<GatewayLog> Rows => page.Rows;

    /// <summary>How many rows match; null when the service does not say. It may be stale, and then is too large; a count below what arrived says nothing.</summary>
    public long? Total { get; } = page.Info.TotalCount >= page.Rows.Count ? page.Info.TotalCount : null;

    public bool IsFull => Rows.Count >= range.PerPage;

    /// <summary>Whether the service says that these are all rows that match. A short page alone does not: it may have been cut.</summary>
    public bool IsWhole => Total == Rows.Count;

    public long FirstKey => KeyOf(Rows[0]);

    public long LastKey => KeyOf(Rows[^1]);

    public long KeyOf(GatewayLog row) => range.KeyOf(row);
}
