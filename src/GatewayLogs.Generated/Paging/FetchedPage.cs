namespace GatewayLogs.Paging;

/// <summary>A page of an enumeration, with rows ordered by their keys.</summary>
internal sealed class FetchedPage(GatewayLogQuery query, GatewayLogPage response, TimeRange range)
{
    public GatewayLogQuery Query => query;

    public GatewayLogPage Response => response;

    public IReadOnlyList<GatewayLog> Rows => response.Rows;

    public int Count => Rows.Count;

    /// <summary>Gets the service's count of all matching rows; null if the response contains none.</summary>
    public long? Total => response.Info.TotalCount;

    /// <summary>Gets the key of the first row. The page must not be empty.</summary>
    public long FirstKey => GetKey(Rows[0]);

    /// <summary>Gets the key of the last row. The page must not be empty.</summary>
    public long LastKey => GetKey(Rows[^1]);

    public long GetKey(GatewayLog row) => range.GetKey(row);

    public bool Reaches(long key) => Count > 0 && LastKey >= key;

    public bool HasSameRows(FetchedPage other) => Rows.Select(row => row.Id).SequenceEqual(other.Rows.Select(row => row.Id));

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
