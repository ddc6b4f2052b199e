namespace GatewayLogs.Paging;

/// <summary>What the responses to one client have shown of how the service pages, so that a poll for new logs costs one request.</summary>
internal sealed class PagingObservations
{
    private volatile int _longestPage;

    private volatile bool _countsExceedPages;

    /// <summary>Takes note of a page.</summary>
    public void Note(GatewayLogPage page)
    {
        _longestPage = Math.Max(_longestPage, page.Rows.Count);
        _countsExceedPages |= page.Info.TotalCount > page.Rows.Count;
    }

    /// <summary>
    /// Returns whether a page certainly holds all rows that match: the service counts no others, its counts have been seen to include what a
    /// page leaves out, and it has returned longer pages.
    /// </summary>
    public bool IsWhole(FetchedPage page) => _countsExceedPages && page.Total == page.Count && page.Count < _longestPage;
}
