using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>Reads all rows of a range of keys, each once and in order, even while rows are deleted.</summary>
/// <remarks>
/// Each request is for page 1 of all rows at or after the last key. A sorted page is a prefix of the rows that existed, so no row is
/// skipped, and a deletion affects only later responses. The last key is requested again because more rows may have it; the ids that were
/// returned for it identify duplicates. A segment ends only with a row after its end, or with an empty page after the last row.
/// <see cref="Split"/> may be called while the segment is read; nothing else is thread-safe.
/// </remarks>
internal sealed class TimeSegment(PageFetcher fetcher, long start, long end, IEnumerable<string> returned)
{
    /// <summary>How often an incomplete page, or an end that the service's count does not confirm, is requested again.</summary>
    private const int MaxRechecks = 2;

    private readonly Lock _gate = new();

    private readonly Anchors _anchors = new(fetcher, returned);

    private long _position = start;

    private long _end = end;

    private volatile bool _isComplete;

    private Task<FetchedPage>? _first;

    private FetchedPage? _last;

    /// <summary>
    /// The number of rows from the start that the service counted; negative before the first page, and if the service does not count.
    /// </summary>
    private long _rowsFromStart = -1;

    /// <summary>
    /// The key at which the next request starts instead of the last key, because the previous request must be sent again.
    /// </summary>
    private long? _repeatedKey;

    private int _recheckedPages;

    private int _recheckedEnds;

    public PageFetcher Fetcher => fetcher;

    public bool IsComplete => _isComplete;

    /// <summary>Gets the key of the row after the end that ended the segment; null if no row followed.</summary>
    public long? FollowingKey { get; private set; }

    /// <summary>The key at which the latest request started.</summary>
    private long? _requestedKey;

    private long NextKey => _anchors.IsEmpty || _anchors.ReadWholeSeconds ? fetcher.Range.GetUnitStart(_position) : _position;

    /// <summary>Fetches the first page, with which <see cref="ReadAsync"/> starts.</summary>
    public Task FetchFirstAsync(CancellationToken cancellationToken) => _first = fetcher.FetchAsync(NextKey, cancellationToken);

    /// <summary>Reads the rows, in pages as the responses contain them.</summary>
    public async IAsyncEnumerable<GatewayLogPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!_isComplete)
        {
            var from = _repeatedKey ?? NextKey;
            _repeatedKey = null;
            if (from != _requestedKey)
            {
                (_requestedKey, _recheckedPages, _recheckedEnds) = (from, 0, 0);
            }

            var page = await (_first ?? fetcher.FetchAsync(from, cancellationToken)).ConfigureAwait(false);
            _first = null;
            _anchors.CheckFirstPage(page, _position);
            if (!_anchors.AreAllFound && page.Reaches(_position + 1) && await _anchors.RequiresRetryAsync(page, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (page.Count > 0 && page.FirstKey >= _end && (_position, _end) == (fetcher.Range.Start, fetcher.Range.End))
            {
                await fetcher.RequireEmptyRangeAsync(cancellationToken).ConfigureAwait(false);
            }

            var rows = Take(page);
            if (rows.Count > 0)
            {
                yield return page.Response.WithLogs(rows);
            }

            // If the next request starts at the same key, it returns the same rows, so the following rows must be read by page number.
            var repeats = NextKey == from || (page.Count > 0 && NextKey <= page.FirstKey);
            if (_isComplete || (!repeats && !fetcher.MayBeLast(page)))
            {
                continue;
            }

            if (await FetchSecondAsync(page, from, rows.Count > 0, cancellationToken).ConfigureAwait(false) is { } second && repeats)
            {
                await foreach (var more in ReadByNumberAsync(page, second, cancellationToken).ConfigureAwait(false))
                {
                    yield return more;
                }
            }
        }
    }

    /// <summary>
    /// Splits the segment by time after approximately the given number of rows. Returns the second part, which precedes the next segment; null
    /// if too few rows are left, or if their number is not known.
    /// </summary>
    public TimeSegment? Split(double rows, TimeSegment? next)
    {
        lock (_gate)
        {
            var rowsOfNext = next is null ? 0 : Volatile.Read(ref next._rowsFromStart);
            if (_isComplete || _last is not { Count: > 0, Total: { } total } || rowsOfNext < 0)
            {
                return null;
            }

            var left = total - _last.Count - rowsOfNext;
            if (left <= 1.5 * rows)
            {
                return null;
            }

            // If the segment has no end, the density is estimated from the latest page.
            var distance = _end < long.MaxValue
                ? (_end - _last.LastKey) * rows / left
                : Math.Max(1, _last.LastKey - _last.FirstKey) * rows / _last.Count;
            var cut = distance < long.MaxValue / 4 ? fetcher.Range.GetUnitEnd(_position + (long)distance) : _end;
            if (cut >= Math.Min(_end, TimeRange.LastKey))
            {
                return null;
            }

            var rest = new TimeSegment(fetcher, cut, _end, []);
            _end = cut;
            return rest;
        }
    }

    /// <summary>Continues a completed segment after the last row it returned, up to a later end.</summary>
    public void Extend(long end)
    {
        lock (_gate)
        {
            (_end, _isComplete, FollowingKey, _requestedKey) = (end, false, null, null);
        }
    }

    /// <summary>Returns the new rows of a page.</summary>
    private List<GatewayLog> Take(FetchedPage page)
    {
        lock (_gate)
        {
            (_last, _rowsFromStart) = (page, _last is null ? page.Total ?? -1 : _rowsFromStart);
            var rows = Take(page.Rows);

            // Polling for new logs usually ends here. After a lookup by id, the page may be the response to the lookup.
            _isComplete |= rows.Count == 0 && _anchors is { AreAllFound: true, WereLookedUp: false } && fetcher.IsWhole(page);
            return rows;
        }
    }

    /// <summary>Returns the new rows up to the end, and advances the last key.</summary>
    private List<GatewayLog> Take(IReadOnlyList<GatewayLog> rows)
    {
        lock (_gate)
        {
            List<GatewayLog> taken = new(rows.Count);
            foreach (var row in rows)
            {
                var key = fetcher.Range.GetKey(row);
                if (key >= _end)
                {
                    (_isComplete, FollowingKey) = (true, key);
                    break;
                }

                if (key > _position)
                {
                    _position = key;
                    _anchors.Reset();
                }

                if (key == _position && _anchors.Add(row.Id))
                {
                    taken.Add(row);
                }
            }

            (_recheckedPages, _recheckedEnds) = taken.Count > 0 ? (0, 0) : (_recheckedPages, _recheckedEnds);
            return taken;
        }
    }

    /// <summary>
    /// Fetches the page after a first page, and ends the segment if it is empty. Returns null then, and if the first page must be requested
    /// again.
    /// </summary>
    private async Task<FetchedPage?> FetchSecondAsync(FetchedPage first, long from, bool hasNewRows, CancellationToken cancellationToken)
    {
        if (!hasNewRows && fetcher.MayBeCut(first) && _recheckedPages < MaxRechecks)
        {
            await fetcher.DelayAsync(++_recheckedPages, cancellationToken).ConfigureAwait(false);
            return null;
        }

        FetchedPage? second = null;
        try
        {
            second = first.Count > 0 ? await fetcher.FetchAsync(first, number: 2, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (GatewayLogsInconsistentResponseException) when (_recheckedPages < MaxRechecks)
        {
            // The first page may belong to another request.
            _repeatedKey = from;
            await fetcher.DelayAsync(++_recheckedPages, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var ignoresNumbers = second is { Count: > 0 } && await fetcher.IgnoresNumbersAsync(first, second, cancellationToken).ConfigureAwait(false);
        if (second is { Count: > 0 } && !ignoresNumbers)
        {
            fetcher.RecordMoreRows(first);
            return second;
        }

        // If the counts of the two pages differ, rows were deleted in between, and other rows moved up to the first page.
        var isCounted = first.Total == first.Count && (second is null || second.Total == first.Count);
        await EndAsync(first, isCounted || ignoresNumbers, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Continues by page numbers, up to the rows after the last key.</summary>
    private async IAsyncEnumerable<GatewayLogPage> ReadByNumberAsync(
        FetchedPage first, FetchedPage second, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new SameTimestampReader(
            fetcher, first, _requestedKey!.Value, _position, _anchors.ReadWholeSeconds ? fetcher.Range.GetUnitEnd(_position) : _position + 1);
        await foreach (var page in reader.ReadAsync(second, cancellationToken).ConfigureAwait(false))
        {
            _anchors.CheckPage(page, _position);
            if (TakeAtPosition(page) is { Count: > 0 } rows)
            {
                yield return page.Response.WithLogs(rows);
            }
        }

        if (reader.Count == 0 && _recheckedPages < MaxRechecks)
        {
            // Either the rows of page 1 are deleted, or a page belongs to another request. Requesting page 1 again shows which.
            await fetcher.DelayAsync(++_recheckedPages, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        var boundary = reader.Boundary!;
        if (Take(reader.Rows) is { Count: > 0 } following)
        {
            yield return boundary.Response.WithLogs(following);
        }

        if (boundary.Count == 0)
        {
            await EndAsync(boundary, isCounted: boundary.Total == reader.Count, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the new rows of a numbered page at the last key.</summary>
    private List<GatewayLog> TakeAtPosition(FetchedPage page)
    {
        lock (_gate)
        {
            return [.. page.Rows.Where(row => page.GetKey(row) == _position && _anchors.Add(row.Id))];
        }
    }

    /// <summary>Ends the segment after a page that no row follows, unless the page must be requested again.</summary>
    private async Task EndAsync(FetchedPage last, bool isCounted, CancellationToken cancellationToken)
    {
        if (!isCounted && _recheckedEnds < MaxRechecks)
        {
            await fetcher.DelayAsync(++_recheckedEnds, cancellationToken).ConfigureAwait(false);
        }
        else if (_anchors.AreAllFound || !await _anchors.RequiresRetryAsync(last, cancellationToken).ConfigureAwait(false))
        {
            _isComplete = true;
        }
    }
}
