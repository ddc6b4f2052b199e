namespace GatewayLogs.Paging;

/// <summary>A page that an enumeration fetched: its rows in the order of their keys.</summary>
/// <param name="query">The query that it is the response to.</param>
/// <param name="response">The response.</param>
/// <param name="range">The range that gives rows their keys.</param>
internal sealed class FetchedPage(GatewayLogQuery query, GatewayLogPage response, TimeRange range)
{
    public GatewayLogQuery Query => query;

    public GatewayLogPage Response => response;

    public IReadOnlyList<GatewayLog> Rows => response.Rows;

    public int Count => Rows.Count;

    /// <summary>Gets the service's count of all rows that match; null when the response has none.</summary>
    public long? Total => response.Info.TotalCount;

    /// <summary>Gets the key of the first row. The page must have one.</summary>
    public long FirstKey => GetKey(Rows[0]);

    /// <summary>Gets the key of the last row. The page must have one.</summary>
    public long LastKey => GetKey(Rows[^1]);

    public long GetKey(GatewayLog row) => range.GetKey(row);

    /// <summary>Returns whether the page shows a row at or after a key.</summary>
    public bool Reaches(long key) => Count > 0 && LastKey >= key;

    /// <summary>Returns whether the page has the rows of another one, and no others.</summary>
    public bool HasSameRows(FetchedPage other) => Rows.Select(row => row.Id).SequenceEqual(other.Rows.Select(row => row.Id));

    /// <summary>Returns how many rows lie before a key.</summary>
    public int CountBefore(long key)
    {
        var count = Count;
        while (count > 0 && GetKey(Rows[count - 1]) >= key)
        {
            count--;
        }

        return count;
    }
}
