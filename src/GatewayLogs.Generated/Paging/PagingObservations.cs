namespace GatewayLogs.Paging;

/// <summary>Records how the service pages, from all responses to one client, so that polling for new logs takes one request.</summary>
internal sealed class PagingObservations
{
    private volatile int _longestPage;

    private volatile bool _countsExceedPages;

    public void Record(GatewayLogPage page)
    {
        _longestPage = Math.Max(_longestPage, page.Rows.Count);
        _countsExceedPages |= page.Info.TotalCount > page.Rows.Count;
    }

    /// <summary>
    /// Returns whether a page is certain to contain all matching rows: the service counts no other rows, its counts have included rows on
    /// other pages before, and it has returned longer pages.
    /// </summary>
    public bool IsWhole(FetchedPage page) => _countsExceedPages && page.Total == page.Count && page.Count < _longestPage;
}
