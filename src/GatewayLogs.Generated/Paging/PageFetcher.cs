namespace GatewayLogs.Paging;

/// <summary>Fetches the pages of an enumeration, requests inconsistent pages again, and records how the service pages.</summary>
internal sealed class PageFetcher(
    TimeRange range, Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list, PagingObservations observations, TimeProvider time)
{
    /// <summary>How often a page is requested before the service's response is considered inconsistent.</summary>
    private const int Attempts = 3;

    /// <summary>
    /// The last page number that is tried before the service is assumed to ignore page numbers: if the order of rows varies, a short page
    /// can contain the same rows more than once by coincidence.
    /// </summary>
    private const int MaxIgnoredNumber = 6;

    private volatile bool _comparesWholeSeconds;

    private volatile bool _countsMislead;

    private volatile int _pageLength = range.PerPage;

    public TimeRange Range => range;

    /// <summary>
    /// Gets or sets whether the service compares created_at with a lower precision than it returns. Queries then start at the beginning of
    /// a second.
    /// </summary>
    public bool ComparesWholeSeconds { get => _comparesWholeSeconds; set => _comparesWholeSeconds = value; }

    /// <summary>Fetches page 1 of all rows at or after a key.</summary>
    public Task<FetchedPage> FetchAsync(long from, CancellationToken cancellationToken) =>
        FetchAsync(range.GetQueryFrom(from), long.MinValue, cancellationToken);

    /// <summary>
    /// Fetches a page by number, for the query of a first page. The page size is the length of that first page, so that the pages join even
    /// if the service returns fewer rows than requested.
    /// </summary>
    public Task<FetchedPage> FetchAsync(FetchedPage first, int number, CancellationToken cancellationToken) =>
        FetchAsync(first, number, first.Count, cancellationToken);

    /// <summary>Fetches a page by number with another page size.</summary>
    public Task<FetchedPage> FetchAsync(FetchedPage first, int number, int length, CancellationToken cancellationToken) => FetchAsync(
        first.Query with { Page = number, PerPage = length }, number == 1 ? long.MinValue : first.FirstKey, cancellationToken);

    /// <summary>
    /// Returns whether the service returns the same page for every page number. This is only assumed for a page that is not full and
    /// contains all rows that the service counts, so there are no other pages.
    /// </summary>
    public async Task<bool> IgnoresNumbersAsync(FetchedPage first, FetchedPage second, CancellationToken cancellationToken)
    {
        var page = second;
        for (var number = 3; first.Count < range.PerPage && (first.Total ?? first.Count) == first.Count && page.HasSameRows(first); number++)
        {
            if (number > MaxIgnoredNumber)
            {
                return true;
            }

            page = await FetchAsync(first, number, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Fetches a single row by its index, starting at 1, for the query of a first page.</summary>
    public Task<FetchedPage> FetchRowAsync(FetchedPage first, long index, CancellationToken cancellationToken) =>
        FetchAsync(first.Query with { Page = (int)index, PerPage = 1 }, long.MinValue, cancellationToken);

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) =>
        SurrogatePairs.AreValid(id) // Text with an unpaired surrogate cannot be sent.
        && (await FetchAsync(range.GetIdQuery(id), long.MinValue, cancellationToken).ConfigureAwait(false)).Rows.Any(row => row.Id == id);

    /// <summary>
    /// Throws if the range contains rows although a first page shows only rows after it, which the rounded limits of the query include. In
    /// that case the service ignores the direction.
    /// </summary>
    public async Task RequireEmptyRangeAsync(CancellationToken cancellationToken)
    {
        var page = await FetchAsync(range.GetExactQuery(), long.MinValue, cancellationToken).ConfigureAwait(false);
        if (page.Rows.Any(row => page.GetKey(row) >= range.Start && page.GetKey(row) < range.End))
        {
            throw CreateOutOfOrder(page);
        }
    }

    /// <summary>Waits before a page is requested again: 250 ms to 4 s, doubled each time.</summary>
    public Task DelayAsync(int count, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(250 << Math.Min(count - 1, 4)), time, cancellationToken);

    /// <summary>Returns whether a page is certain to contain all matching rows.</summary>
    public bool IsWhole(FetchedPage page) => observations.IsWhole(page);

    /// <summary>Returns whether a page is likely to be the last. This only decides which page is requested next.</summary>
    public bool MayBeLast(FetchedPage page) => page.Total is { } total && !_countsMislead ? total <= page.Count : page.Count < _pageLength;

    /// <summary>Returns whether the page may be incomplete: the service counts more rows than it contains.</summary>
    public bool MayBeCut(FetchedPage page) => page.Total > page.Count && page.Count < _pageLength;

    public void RecordMoreRows(FetchedPage page)
    {
        _countsMislead |= page.Total <= page.Count;
        _pageLength = Math.Min(_pageLength, page.Count);
    }

    private async Task<FetchedPage> FetchAsync(GatewayLogQuery query, long firstKey, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var page = new FetchedPage(query, await list(query, cancellationToken).ConfigureAwait(false), range);
                RequireConsistent(page, firstKey);
                return page;
            }
            catch (GatewayLogsException exception)
                when (attempt < Attempts && exception is GatewayLogsInconsistentResponseException or GatewayLogsFilterIgnoredException)
            {
                // The response may belong to another request. If the service is always inconsistent, the last attempt throws.
                await DelayAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void RequireConsistent(FetchedPage page, long firstKey)
    {
        var key = firstKey;
        foreach (var row in page.Rows)
        {
            if (row.CreatedAt is null || row.Id.Length == 0)
            {
                throw new GatewayLogsInconsistentResponseException(
                    "The service returned a log without an id or created_at, which an enumeration cannot order. List single pages instead.",
                    page.Response.HttpResponse);
            }

            var next = page.GetKey(row);
            if (next < key)
            {
                throw CreateOutOfOrder(page);
            }

            key = next;
        }
    }

    private static GatewayLogsInconsistentResponseException CreateOutOfOrder(FetchedPage page) => new(
        "The service returned logs in another order than requested, so some would be lost. "
        + "Try again; if the error persists, list single pages instead.",
        page.Response.HttpResponse);
}
