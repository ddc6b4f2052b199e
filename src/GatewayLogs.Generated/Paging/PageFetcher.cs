namespace GatewayLogs.Paging;

/// <summary>Fetches the pages of an enumeration, retries those that cannot be right, and learns how the service pages.</summary>
internal sealed class PageFetcher(
    TimeRange range, Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list, PagingObservations observations, TimeProvider time)
{
    /// <summary>How often a page is requested before its inconsistency counts as the service's response.</summary>
    private const int Attempts = 3;

    /// <summary>The last page number that is tried before page numbers count as ignored: shuffled rows can repeat a short page by chance.</summary>
    private const int MaxIgnoredNumber = 6;

    private volatile bool _comparesWholeSeconds;

    private volatile bool _countsMislead;

    private volatile int _pageLength = range.PerPage;

    public TimeRange Range => range;

    /// <summary>
    /// Gets or sets whether the service compares created_at more coarsely than it shows it. Queries then begin at the start of a second.
    /// </summary>
    public bool ComparesWholeSeconds { get => _comparesWholeSeconds; set => _comparesWholeSeconds = value; }

    /// <summary>Fetches page 1 of everything from a key on.</summary>
    public Task<FetchedPage> FetchAsync(long from, CancellationToken cancellationToken) => FetchAsync(range.From(from), long.MinValue, cancellationToken);

    /// <summary>
    /// Fetches a numbered page of the query that a first page is the response to. As many rows as that page has are one page, so that the
    /// pages join even if the service returns fewer rows than it was asked for.
    /// </summary>
    public Task<FetchedPage> FetchAsync(FetchedPage first, int number, CancellationToken cancellationToken) =>
        FetchAsync(first, number, first.Count, cancellationToken);

    /// <summary>Fetches a numbered page of another length.</summary>
    public Task<FetchedPage> FetchAsync(FetchedPage first, int number, int length, CancellationToken cancellationToken) => FetchAsync(
        first.Query with { Page = number, PerPage = length }, number == 1 ? long.MinValue : first.FirstKey, cancellationToken);

    /// <summary>
    /// Returns whether the service returns a page that holds all that it counts, and fewer rows than it may, for every page number. Then
    /// there are no others.
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

    /// <summary>Fetches the row at an index from 1 of the query that a first page is the response to, as a page of its own.</summary>
    public Task<FetchedPage> FetchRowAsync(FetchedPage first, long index, CancellationToken cancellationToken) =>
        FetchAsync(first.Query with { Page = (int)index, PerPage = 1 }, long.MinValue, cancellationToken);

    /// <summary>Returns whether a log still exists and matches.</summary>
    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) =>
        SurrogatePairs.AreWhole(id) // Other text cannot be sent.
        && (await FetchAsync(range.OfId(id), long.MinValue, cancellationToken).ConfigureAwait(false)).Rows.Any(row => row.Id == id);

    /// <summary>
    /// Throws when the range has rows although a first page shows only rows past its end, which the rounded limits include: then the service
    /// ignores the direction.
    /// </summary>
    public async Task RequireEmptyRangeAsync(CancellationToken cancellationToken)
    {
        var page = await FetchAsync(range.Exact(), long.MinValue, cancellationToken).ConfigureAwait(false);
        if (page.Rows.Any(row => page.GetKey(row) >= range.Start && page.GetKey(row) < range.End))
        {
            throw OutOfOrder(page);
        }
    }

    /// <summary>Waits before a request is repeated, longer each time: 250 ms to 4 s.</summary>
    public Task PauseAsync(int count, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(250 << Math.Min(count - 1, 4)), time, cancellationToken);

    /// <summary>Returns whether a page certainly holds all rows that match.</summary>
    public bool IsWhole(FetchedPage page) => observations.IsWhole(page);

    /// <summary>Returns whether a page looks like the last. It is a guess that only decides what is requested next.</summary>
    public bool MayBeLast(FetchedPage page) => page.Total is { } total && !_countsMislead ? total <= page.Count : page.Count < _pageLength;

    /// <summary>Returns whether the service may have left out rows of a page that it counts.</summary>
    public bool MayBeCut(FetchedPage page) => page.Total > page.Count && page.Count < _pageLength;

    /// <summary>Takes note that rows follow a page.</summary>
    public void NoteMore(FetchedPage page)
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
            catch (GatewayLogsException exception) when (attempt < Attempts && exception is GatewayLogsInconsistentResponseException or GatewayLogsFilterIgnoredException)
            {
                // It may be the response to another request; a service that is always wrong returns no right one.
                await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
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
                    "The service returned a log without an id or created_at, which has no place in the order of an enumeration. List single pages instead.",
                    page.Response.HttpResponse);
            }

            var next = page.GetKey(row);
            if (next < key)
            {
                throw OutOfOrder(page);
            }

            key = next;
        }
    }

    private static GatewayLogsInconsistentResponseException OutOfOrder(FetchedPage page) => new(
        "The service returned logs in another order than was requested, so some would be lost. Try again; if it persists, list single pages instead.",
        page.Response.HttpResponse);
}
