using System.Globalization;
using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>
/// Reads everything up to the end of one timestamp that has more rows than a page holds, by page numbers: nothing else tells those rows apart.
/// </summary>
/// <remarks>
/// Each round measures first: from the last page that has such a row, its number and its rows follow how many there are. Then it reads the
/// pages down to page 1. Rows no longer arrive, so the ids seen since a measurement all existed when it was made: once they are as many as
/// were measured, they are all of them, in whatever order the service returns rows of one timestamp. A second measurement must confirm the
/// first; one that differs, because rows were deleted meanwhile, starts over. Rows before the start are not read, and how many they are must
/// be measured twice, too.
/// </remarks>
/// <param name="fetcher">Fetches the pages.</param>
/// <param name="first">Page 1, of which every row lies before <paramref name="end"/>.</param>
/// <param name="start">The key that page 1 was requested from. A service that compares coarsely returns rows before it, which are not read.</param>
/// <param name="key">Rows after this key are returned in <see cref="Rows"/>; those up to it are only counted.</param>
/// <param name="end">The first key after the timestamp.</param>
internal sealed class SameTimestampReader(PageFetcher fetcher, FetchedPage first, long start, long key, long end)
{
    /// <summary>The most rows of one timestamp: a gateway writes 500 logs a second.</summary>
    private const int MaxRows = 100_000;

    /// <summary>The most rows after the key that are held until they can be put in order.</summary>
    private const int MaxHeldRows = 10_000;

    /// <summary>How many rounds may bring neither more rows than any round before nor a smaller measurement.</summary>
    private const int MaxFruitlessRounds = 32;

    /// <summary>How often a measurement is repeated that the count does not confirm.</summary>
    private const int MaxDoubts = 2;

    /// <summary>After how many pages without a new row the page number can count as ignored.</summary>
    private const int MaxRepeatedPages = 24;

    private readonly HashSet<string> _ids = [];

    /// <summary>The ids of rows before the start, which only show whether page numbers lead anywhere.</summary>
    private readonly HashSet<string> _earlierIds = [];

    private readonly Dictionary<string, GatewayLog> _held = [];

    private int Seen => _ids.Count + _earlierIds.Count;

    /// <summary>Gets the last page that was fetched to measure; without rows when nothing follows the timestamp. There is one once all pages are read.</summary>
    public FetchedPage? Boundary { get; private set; }

    /// <summary>Gets how many rows there are on all pages up to the end of the timestamp, once they are read.</summary>
    public long Count { get; private set; } = -1;

    /// <summary>Gets the rows after the key in their order, once all pages are read: those of the timestamp, and those that directly follow it.</summary>
    public IReadOnlyList<GatewayLog> Rows { get; private set; } = [];

    /// <summary>Reads page after page, and returns each, until no row up to the end of the timestamp is missing.</summary>
    /// <param name="second">Page 2.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<FetchedPage> ReadAsync(FetchedPage second, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Add(first);
        var (page, number, lowest, most, doubts) = (second, 2, long.MaxValue, 0, 0);
        var (earlier, earlierBefore) = (0L, 0L);
        yield return page;
        for (var fruitless = 0; ; page = await fetcher.FetchAsync(first, number, cancellationToken).ConfigureAwait(false))
        {
            // Up to the first page that shows what follows, or has no rows.
            var repeated = 0;
            for (; page.Count > 0 && !page.Reaches(end); page = await fetcher.FetchAsync(first, ++number, cancellationToken).ConfigureAwait(false))
            {
                var known = Seen;
                Add(page);
                repeated = Seen > known ? 0 : repeated + 1;
                RequireProgress(page, number, repeated);
                yield return page;
            }

            // Down to the last page that has a row of the timestamp.
            var wasLast = Boundary?.Count == 0;
            Boundary = page;
            var last = number;
            for (; last > 1 && page.CountBefore(end) == 0; page = await fetcher.FetchAsync(first, --last, cancellationToken).ConfigureAwait(false))
            {
                yield return page;
            }

            yield return page;
            var onPage = page.CountBefore(end);
            var count = ((last - 1L) * first.Count) + onPage;
            var joins = last == number || (last == number - 1 && onPage == page.Count && (Boundary.Count == 0 || onPage == first.Count));
            if (joins && Boundary.Count == 0 && onPage < first.Count)
            {
                // A short page may have been cut, so that what follows it is not on the page after it.
                Boundary = await fetcher.FetchRowAsync(first, count + 1, cancellationToken).ConfigureAwait(false);
                joins = Boundary.Count == 0;
            }

            // The page without rows may be one that was cut.
            joins &= Boundary.Count > 0 || Boundary.Total is null || Boundary.Total == count || ++doubts > MaxDoubts;

            if (count != Count)
            {
                _ids.Clear();
                _held.Clear();
            }

            Add(page);
            joins &= _ids.Count <= count - earlier;
            if (joins && count == Count && _ids.Count == count - earlier && (earlier == 0 || earlier == earlierBefore) && (Boundary.Count == 0) == wasLast
                && (joins = await FollowsAsync(Boundary, count, cancellationToken).ConfigureAwait(false)))
            {
                Rows = [.. _held.Values.Concat(Boundary.Rows.Skip(Boundary.CountBefore(end))).OrderBy(first.GetKey)];
                yield break;
            }

            (earlierBefore, earlier) = (earlier, ((last - 1L) * first.Count) + page.CountBefore(start));
            for (var below = last - 1; below >= 1; below--)
            {
                page = await fetcher.FetchAsync(first, below, cancellationToken).ConfigureAwait(false);
                Add(page);
                earlier = page.Reaches(start) ? ((below - 1L) * first.Count) + page.CountBefore(start) : earlier;
                yield return page;
            }

            // What an earlier round had already reached is no progress: a service whose pages have random lengths would never end.
            var isFruitful = count < lowest || _ids.Count > most;
            most = count < lowest ? _ids.Count : Math.Max(most, _ids.Count);
            fruitless = isFruitful ? 0 : fruitless + 1;
            if (fruitless == MaxFruitlessRounds)
            {
                throw new GatewayLogsInconsistentResponseException(
                    string.Create(CultureInfo.InvariantCulture, $"Many logs share one timestamp: by its pages the service has {count} of them, but it returns {_ids.Count} however often it is asked. The others would be lost. Try again later."),
                    page.Response.HttpResponse);
            }

            if (!isFruitful)
            {
                // A service that alternates between two orders would otherwise return each page in the same one every round.
                page = await fetcher.FetchAsync(first, 1, cancellationToken).ConfigureAwait(false);
                Add(page);
                yield return page;
            }

            (lowest, Count, number) = (Math.Min(lowest, count), joins ? count : -1, joins ? number : last);
        }
    }

    /// <summary>
    /// Returns whether the boundary directly follows the timestamp. If the timestamp ends with a page, only a page of another length, which
    /// shows its last row as well as the next one, proves that no row lies between them.
    /// </summary>
    private async Task<bool> FollowsAsync(FetchedPage boundary, long count, CancellationToken cancellationToken)
    {
        if (count == 0 || boundary.Count == 0 || boundary.CountBefore(end) > 0)
        {
            return true;
        }

        var length = 2;
        while (count % length == 0)
        {
            length++;
        }

        var mayBeShown = length <= first.Count;
        for (var attempt = 0; attempt <= MaxDoubts; attempt++)
        {
            var page = await fetcher.FetchAsync(first, (int)(count / length) + 1, length, cancellationToken).ConfigureAwait(false);
            var rows = page.CountBefore(end);
            if (rows > 0 && rows < page.Count)
            {
                Boundary = page;
                return page.Rows.Take(rows).All(row => page.GetKey(row) < start || _ids.Contains(row.Id));
            }

            mayBeShown |= page.Count > first.Count;
        }

        // A service that caps its pages cannot show it if the page would have to be longer than the first one.
        return !mayBeShown;
    }

    private void Add(FetchedPage page)
    {
        for (var i = page.CountBefore(end) - 1; i >= 0; i--)
        {
            var row = page.Rows[i];
            (page.GetKey(row) < start ? _earlierIds : _ids).Add(row.Id);
            if (page.GetKey(row) > key)
            {
                _held[row.Id] = row;
            }
        }

        if (Seen > MaxRows || _held.Count > MaxHeldRows)
        {
            throw TooMany(page);
        }
    }

    /// <summary>Throws when page numbers lead nowhere.</summary>
    private void RequireProgress(FetchedPage page, int number, int repeated)
    {
        if (repeated >= MaxRepeatedPages && (long)repeated * first.Count >= 2L * Seen)
        {
            throw new GatewayLogsInconsistentResponseException(
                "Many logs share one timestamp, and the service returns the same of them for every page number. The others would be lost. Narrow the query with other filters.",
                page.Response.HttpResponse);
        }

        if ((long)number * first.Count > MaxRows)
        {
            throw TooMany(page);
        }
    }

    private static GatewayLogsInconsistentResponseException TooMany(FetchedPage page) => new(
        string.Create(CultureInfo.InvariantCulture, $"The service returns more than {MaxRows} logs with one timestamp, or {MaxHeldRows} within one second that it compares as a whole. Narrow the query with other filters."),
        page.Response.HttpResponse);
}
