using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>
/// Reads all rows up to the end of a timestamp that has more rows than a page, by page numbers, because a key cannot distinguish rows with
/// the same timestamp.
/// </summary>
/// <remarks>
/// Each round first measures the number of rows: it follows from the number and the rows of the last page that contains such a row. Then it
/// reads the pages down to page 1. No rows are added to the range, so all ids seen since a measurement existed when it was made; once there
/// are as many ids as were measured, they are complete, regardless of the order in which the service returns rows with the same timestamp.
/// A second measurement must confirm the first. If it differs, because rows were deleted in the meantime, the reader starts again. Rows
/// before the start are not returned, and their number must be measured twice as well.
/// </remarks>
/// <param name="fetcher">Fetches the pages.</param>
/// <param name="first">Page 1. All of its rows are before <paramref name="end"/>.</param>
/// <param name="start">
/// The key at which page 1 was requested. A service that compares with lower precision returns rows before it, which are dropped.
/// </param>
/// <param name="key">Rows after this key are returned in <see cref="Rows"/>; rows at or before it are only counted.</param>
/// <param name="end">The first key after the timestamp.</param>
internal sealed class SameTimestampReader(PageFetcher fetcher, FetchedPage first, long start, long key, long end)
{
    /// <summary>The maximum number of rows with one timestamp. A gateway writes 500 logs per second.</summary>
    private const int MaxRows = 100_000;

    /// <summary>The maximum number of rows after the key that are held in memory until they can be ordered.</summary>
    private const int MaxHeldRows = 10_000;

    /// <summary>The maximum number of rounds that neither find more rows than any earlier round nor measure fewer rows.</summary>
    private const int MaxRoundsWithoutProgress = 32;

    /// <summary>How often a measurement is made again if the service's count does not confirm it.</summary>
    private const int MaxRechecks = 2;

    /// <summary>The number of pages without new rows after which the service may be assumed to ignore the page number.</summary>
    private const int MaxRepeatedPages = 24;

    private readonly HashSet<string> _ids = [];

    /// <summary>The ids of rows before the start. They only show whether different page numbers return different rows.</summary>
    private readonly HashSet<string> _earlierIds = [];

    private readonly Dictionary<string, GatewayLog> _held = [];

    private int Seen => _ids.Count + _earlierIds.Count;

    /// <summary>
    /// Gets the last page that was fetched to measure the rows; it is empty if nothing follows the timestamp. Null until all pages are
    /// read.
    /// </summary>
    public FetchedPage? Boundary { get; private set; }

    /// <summary>Gets the number of rows on all pages up to the end of the timestamp, once all pages are read.</summary>
    public long Count { get; private set; } = -1;

    /// <summary>
    /// Gets the rows after the key in order, once all pages are read: the remaining rows up to the end, and the rows that directly follow.
    /// </summary>
    public IReadOnlyList<GatewayLog> Rows { get; private set; } = [];

    /// <summary>Reads and returns pages until no row up to the end of the timestamp is missing.</summary>
    public async IAsyncEnumerable<FetchedPage> ReadAsync(FetchedPage second, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Add(first);
        var (page, number, lowest, most, rechecks) = (second, 2, long.MaxValue, 0, 0);
        var (earlier, earlierBefore) = (0L, 0L);
        yield return page;
        for (var roundsWithoutProgress = 0; ; page = await fetcher.FetchAsync(first, number, cancellationToken).ConfigureAwait(false))
        {
            // Read up to the first page that is empty or contains a row after the timestamp.
            var repeated = 0;
            for (; page.Count > 0 && !page.Reaches(end); page = await fetcher.FetchAsync(first, ++number, cancellationToken).ConfigureAwait(false))
            {
                var known = Seen;
                Add(page);
                repeated = Seen > known ? 0 : repeated + 1;
                RequireProgress(page, number, repeated);
                yield return page;
            }

            // Read down to the last page that contains a row of the timestamp.
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
                // A short page may be incomplete, so that the row after it is not on the next page.
                Boundary = await fetcher.FetchRowAsync(first, count + 1, cancellationToken).ConfigureAwait(false);
                joins = Boundary.Count == 0;
            }

            // The empty page may be an incomplete one.
            joins &= Boundary.Count > 0 || Boundary.Total is null || Boundary.Total == count || ++rechecks > MaxRechecks;

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

            // Reaching a state that an earlier round had reached is not progress: with a service whose page lengths are random, the loop
            // would never end.
            var isProgress = count < lowest || _ids.Count > most;
            most = count < lowest ? _ids.Count : Math.Max(most, _ids.Count);
            roundsWithoutProgress = isProgress ? 0 : roundsWithoutProgress + 1;
            if (roundsWithoutProgress == MaxRoundsWithoutProgress)
            {
                throw new GatewayLogsInconsistentResponseException(
                    $"Many logs have the same timestamp: the pages of the service imply {count} logs, but repeated requests return "
                    + $"only {_ids.Count}, so the others would be lost. Try again later.",
                    page.Response.HttpResponse);
            }

            if (!isProgress)
            {
                // If the service alternates between two orders, each page would otherwise be read in the same order every round.
                page = await fetcher.FetchAsync(first, 1, cancellationToken).ConfigureAwait(false);
                Add(page);
                yield return page;
            }

            (lowest, Count, number) = (Math.Min(lowest, count), joins ? count : -1, joins ? number : last);
        }
    }

    /// <summary>
    /// Returns whether the boundary directly follows the timestamp. If the timestamp ends with a page, only a page of another length can
    /// prove that no row is between them: it contains both the last row of the timestamp and the next row.
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
        for (var attempt = 0; attempt <= MaxRechecks; attempt++)
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

        // If the service limits the page size below the required length, no page can show both rows.
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
            throw CreateTooMany(page);
        }
    }

    /// <summary>Throws if reading further pages does not find new rows.</summary>
    private void RequireProgress(FetchedPage page, int number, int repeated)
    {
        if (repeated >= MaxRepeatedPages && (long)repeated * first.Count >= 2L * Seen)
        {
            throw new GatewayLogsInconsistentResponseException(
                "Many logs have the same timestamp, and the service returns the same rows for every page number, so the others would be "
                + "lost. Narrow the query with other filters.",
                page.Response.HttpResponse);
        }

        if ((long)number * first.Count > MaxRows)
        {
            throw CreateTooMany(page);
        }
    }

    private static GatewayLogsInconsistentResponseException CreateTooMany(FetchedPage page) => new(
        $"The service returned more than {MaxRows} logs with the same timestamp, or more than {MaxHeldRows} in one second that it "
        + "compares as a whole. Narrow the query with other filters.",
        page.Response.HttpResponse);
}
