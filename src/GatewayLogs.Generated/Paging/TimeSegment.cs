using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>Reads all rows of a segment of keys, each once and in order, while rows are deleted.</summary>
/// <remarks>
/// Each request is for page 1 of everything from the last key returned on. Its response is a prefix of what was there, so no row is skipped,
/// and a deletion changes later responses only. The last key is requested again, because more rows may share it; the ids returned of it tell
/// them apart. Only a row past its end, or a page without rows after the last one, ends a segment. <see cref="Split"/> may be called while
/// it is read; nothing else is thread-safe.
/// </remarks>
internal sealed class TimeSegment(PageFetcher fetcher, long start, long end, IEnumerable<string> returned)
{
    /// <summary>How often a page is requested again that leaves out rows the service counts, and an end that the count does not confirm.</summary>
    private const int MaxDoubts = 2;

    private readonly Lock _gate = new();

    private readonly Anchors _anchors = new(fetcher, returned);

    private long _position = start;

    private long _end = end;

    private volatile bool _isComplete;

    private FetchedPage? _first;

    private FetchedPage? _last;

    /// <summary>How many rows the service counted from the start on; negative before the first page, and without counts.</summary>
    private long _rowsFromStart = -1;

    /// <summary>The key that the next request begins at because the one before did, instead of at the last key.</summary>
    private long? _repeatedKey;

    private int _doubtedPages;

    private int _doubtedEnds;

    public bool IsComplete => _isComplete;

    /// <summary>Gets the key of the row past the end that ended the segment; null when it ended because no row followed.</summary>
    public long? FollowingKey { get; private set; }

    /// <summary>The key that the latest request began at.</summary>
    private long? _requestedKey;

    /// <summary>Gets the key that the next request begins at.</summary>
    private long NextKey => _anchors.AreNone || _anchors.ReadWholeSeconds ? fetcher.Range.UnitStart(_position) : _position;

    /// <summary>Fetches the first page, which <see cref="ReadAsync"/> begins with.</summary>
    public async Task FetchFirstAsync(CancellationToken cancellationToken) =>
        _first = await fetcher.FetchAsync(NextKey, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the rows, as many at once as a page brings.</summary>
    public async IAsyncEnumerable<GatewayLogPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!_isComplete)
        {
            var from = _repeatedKey ?? NextKey;
            _repeatedKey = null;
            if (from != _requestedKey)
            {
                (_requestedKey, _doubtedPages, _doubtedEnds) = (from, 0, 0);
            }

            var page = _first ?? await fetcher.FetchAsync(from, cancellationToken).ConfigureAwait(false);
            _first = null;
            if (await IsDoubtfulAsync(page, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var rows = Take(page);
            if (rows.Count > 0)
            {
                yield return page.Response.With(rows);
            }

            // The next request would return the same rows first.
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

    /// <summary>Cuts off the end of the segment where about so many rows lie before it, and returns the end as a segment of its own.</summary>
    /// <param name="rows">How many rows to keep.</param>
    /// <param name="next">The segment that follows; null for none.</param>
    /// <returns>The new segment; null when too few rows are left, or it is not known how many.</returns>
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

            // Without an end there is only the page before to estimate the density from.
            var distance = _end < long.MaxValue
                ? (_end - _last.LastKey) * rows / left
                : Math.Max(1, _last.LastKey - _last.FirstKey) * rows / _last.Count;
            var cut = distance < long.MaxValue / 4 ? fetcher.Range.UnitEnd(_position + (long)distance) : _end;
            if (cut >= Math.Min(_end, TimeRange.LastKey))
            {
                return null;
            }

            var rest = new TimeSegment(fetcher, cut, _end, []);
            _end = cut;
            return rest;
        }
    }

    /// <summary>Continues a segment that is complete after the last row it returned, up to a later end.</summary>
    public void Extend(long end)
    {
        lock (_gate)
        {
            (_end, _isComplete, FollowingKey, _requestedKey) = (end, false, null, null);
        }
    }

    /// <summary>Decides whether a page must be requested again before any of its rows is taken.</summary>
    private async Task<bool> IsDoubtfulAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        _anchors.ExpectOn(page, _position);
        if (page.Reaches(_position + 1) && await _anchors.AreHiddenAsync(page, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        if (page.Count > 0 && page.FirstKey >= _end && (_position, _end) == (fetcher.Range.Start, fetcher.Range.End))
        {
            await fetcher.RequireEmptyRangeAsync(cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Takes the rows of a page that are new.</summary>
    private List<GatewayLog> Take(FetchedPage page)
    {
        lock (_gate)
        {
            (_last, _rowsFromStart) = (page, _last is null ? page.Total ?? -1 : _rowsFromStart);
            var rows = Take(page.Rows);

            // A poll for new logs mostly ends here. The response to a lookup would look the same.
            _isComplete |= rows.Count == 0 && _anchors is { AreShown: true, WereLookedUp: false } && fetcher.IsWhole(page);
            return rows;
        }
    }

    /// <summary>Takes the rows that are new, up to the end.</summary>
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

            (_doubtedPages, _doubtedEnds) = taken.Count > 0 ? (0, 0) : (_doubtedPages, _doubtedEnds);
            return taken;
        }
    }

    /// <summary>Fetches the page after a first one, and ends the segment if it has no rows.</summary>
    /// <returns>The page; null when it has no rows, or the first one must be requested again.</returns>
    private async Task<FetchedPage?> FetchSecondAsync(FetchedPage first, long from, bool hasNewRows, CancellationToken cancellationToken)
    {
        if (!hasNewRows && fetcher.MayBeCut(first) && _doubtedPages < MaxDoubts)
        {
            await fetcher.PauseAsync(++_doubtedPages, cancellationToken).ConfigureAwait(false);
            return null;
        }

        FetchedPage? second = null;
        try
        {
            second = first.Count > 0 ? await fetcher.FetchAsync(first, number: 2, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (GatewayLogsInconsistentResponseException) when (_doubtedPages < MaxDoubts)
        {
            // The first page may be the wrong one.
            _repeatedKey = from;
            await fetcher.PauseAsync(++_doubtedPages, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var ignoresNumbers = second is { Count: > 0 } && await fetcher.IgnoresNumbersAsync(first, second, cancellationToken).ConfigureAwait(false);
        if (second is { Count: > 0 } && !ignoresNumbers)
        {
            fetcher.NoteMore(first);
            return second;
        }

        // Another count on the second page means that rows were deleted in between, and others moved up to the first.
        var isCounted = first.Total == first.Count && (second is null || second.Total == first.Count);
        await EndAsync(first, isCounted || ignoresNumbers, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Reads on by page numbers, up to what follows the last key.</summary>
    private async IAsyncEnumerable<GatewayLogPage> ReadByNumberAsync(
        FetchedPage first, FetchedPage second, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new SameTimestampReader(fetcher, first, _requestedKey!.Value, _position, _anchors.ReadWholeSeconds ? fetcher.Range.UnitEnd(_position) : _position + 1);
        await foreach (var page in reader.ReadAsync(second, cancellationToken).ConfigureAwait(false))
        {
            _anchors.LookOn(page, _position);
            if (TakeAtPosition(page) is { Count: > 0 } rows)
            {
                yield return page.Response.With(rows);
            }
        }

        if (reader.Count == 0 && _doubtedPages < MaxDoubts)
        {
            // The rows of page 1 are gone, or one of the pages was the response to another request: page 1 shows which.
            await fetcher.PauseAsync(++_doubtedPages, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        var boundary = reader.Boundary!;
        if (Take(reader.Rows) is { Count: > 0 } following)
        {
            yield return boundary.Response.With(following);
        }

        if (boundary.Count == 0)
        {
            await EndAsync(boundary, isCounted: boundary.Total == reader.Count, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the rows of a numbered page that are new and lie at the last key.</summary>
    private List<GatewayLog> TakeAtPosition(FetchedPage page)
    {
        lock (_gate)
        {
            return [.. page.Rows.Where(row => page.GetKey(row) == _position && _anchors.Add(row.Id))];
        }
    }

    /// <summary>Ends the segment after a page that nothing follows, unless there is reason to request it again.</summary>
    private async Task EndAsync(FetchedPage last, bool isCounted, CancellationToken cancellationToken)
    {
        if (!isCounted && _doubtedEnds < MaxDoubts)
        {
            await fetcher.PauseAsync(++_doubtedEnds, cancellationToken).ConfigureAwait(false);
        }
        else if (!await _anchors.AreHiddenAsync(last, cancellationToken).ConfigureAwait(false))
        {
            _isComplete = true;
        }
    }
}
