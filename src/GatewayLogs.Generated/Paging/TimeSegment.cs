using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>Reads all rows of a segment of keys, each once and in order, while rows are deleted.</summary>
/// <remarks>
/// Each request is for page 1 of everything from the last key returned on. Its response is a prefix of what was there, so no row is skipped,
/// and a deletion changes later responses only. The last key is requested again, because more rows may share it; the ids returned of it
/// tell them apart, and show that the service still compares created_at as finely as it shows it. Only a row past its end, or a page
/// without rows after the last one, ends a segment. <see cref="Split"/> may be called while it is read; nothing else is thread-safe.
/// </remarks>
internal sealed class TimeSegment(PageFetcher fetcher, long start, long end, IEnumerable<string> returned)
{
    /// <summary>How often an end is doubted that the count does not confirm.</summary>
    private const int MaxDoubts = 2;

    /// <summary>How many of the ids at the last key are looked for one by one when none of them is returned any more.</summary>
    private const int MaxLookups = 8;

    private readonly Lock _gate = new();

    /// <summary>The ids returned at the last key.</summary>
    private readonly HashSet<string> _anchors = [.. returned];

    private long _position = start;

    private long _end = end;

    private volatile bool _isComplete;

    private FetchedPage? _first;

    private FetchedPage? _last;

    /// <summary>How many rows the service counted from the start on; negative before the first page, and without counts.</summary>
    private long _rowsFromStart = -1;

    /// <summary>Whether the rows at the last key are not returned by a request from that key on.</summary>
    private bool _areAnchorsHidden;

    private bool _areAnchorsGone;

    private bool _isConfirmed;

    private int _doubts;

    private int _missed;

    public bool IsComplete => _isComplete;

    /// <summary>Gets the key that the next request begins at.</summary>
    private long NextKey => _anchors.Count == 0 || ReadsWholeSeconds ? fetcher.Range.UnitStart(_position) : _position;

    private bool ReadsWholeSeconds => _areAnchorsHidden || fetcher.ComparesWholeSeconds;

    /// <summary>Fetches the first page, which <see cref="ReadAsync"/> begins with.</summary>
    public async Task FetchFirstAsync(CancellationToken cancellationToken) =>
        _first = await fetcher.FetchAsync(NextKey, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the rows, as many at once as a page brings.</summary>
    public async IAsyncEnumerable<GatewayLogPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!_isComplete)
        {
            var from = NextKey;
            var page = _first ?? await fetcher.FetchAsync(from, cancellationToken).ConfigureAwait(false);
            _first = null;
            var showsAnchor = ShowsAnchor(page);
            fetcher.ComparesWholeSeconds |= _areAnchorsHidden && !_areAnchorsGone && showsAnchor;
            if (!showsAnchor && page.Reaches(_position + 1) && await AreAnchorsHiddenAsync(page, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (page.Count > 0 && page.FirstKey >= _end && !_isConfirmed)
            {
                // It may be the response to another request, and nothing else on it shows that it is not.
                _isConfirmed = true;
                continue;
            }

            (_last, _rowsFromStart) = (page, _last is null ? page.Total ?? -1 : _rowsFromStart);
            var rows = Take(page.Rows);
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

            if (rows.Count == 0 && fetcher.MayBeCut(page) && await IsDoubtfulAsync(cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var (count, total) = ((long)page.Count, page.Total);
            if (count > 0)
            {
                var next = await fetcher.FetchAsync(page, number: 2, cancellationToken).ConfigureAwait(false);
                total = next.Total == total ? total : null; // Another count means that rows were deleted in between, and others moved up.
                if (next.Count > 0)
                {
                    fetcher.NoteMore(page);
                    if (!repeats)
                    {
                        continue;
                    }

                    var reader = new SameTimestampReader(fetcher, page, _position, ReadsWholeSeconds ? fetcher.Range.UnitEnd(_position) : _position + 1);
                    await foreach (var numbered in reader.ReadAsync(next, cancellationToken).ConfigureAwait(false))
                    {
                        showsAnchor |= ShowsAnchor(numbered);
                        if (TakeAtPosition(numbered) is { Count: > 0 } more)
                        {
                            yield return numbered.Response.With(more);
                        }
                    }

                    if (Take(reader.Rows) is { Count: > 0 } following)
                    {
                        yield return reader.Boundary.Response.With(following);
                    }

                    if (reader.Boundary.Count > 0)
                    {
                        continue;
                    }

                    (count, total) = (reader.Count, reader.Boundary.Total);
                }
            }

            if ((total != count && await IsDoubtfulAsync(cancellationToken).ConfigureAwait(false))
                || (!showsAnchor && await AreAnchorsHiddenAsync(page, cancellationToken).ConfigureAwait(false)))
            {
                continue;
            }

            Complete();
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

    /// <summary>Takes the rows that are new, up to the end.</summary>
    private List<GatewayLog> Take(IReadOnlyList<GatewayLog> rows)
    {
        lock (_gate)
        {
            List<GatewayLog> taken = new(rows.Count);
            foreach (var row in rows)
            {
                var key = fetcher.Range.KeyOf(row);
                if (key >= _end)
                {
                    _isComplete = true;
                    break;
                }

                if (key > _position)
                {
                    _position = key;
                    _anchors.Clear();
                    (_areAnchorsHidden, _areAnchorsGone, _missed) = (false, false, 0);
                }

                if (key == _position && _anchors.Add(row.Id))
                {
                    taken.Add(row);
                }
            }

            _doubts = taken.Count > 0 ? 0 : _doubts;
            return taken;
        }
    }

    /// <summary>Takes the rows of a numbered page that are new and lie at the last key.</summary>
    private List<GatewayLog> TakeAtPosition(FetchedPage page)
    {
        lock (_gate)
        {
            return [.. page.Rows.Where(row => page.KeyOf(row) == _position && _anchors.Add(row.Id))];
        }
    }

    private bool ShowsAnchor(FetchedPage page) =>
        _anchors.Count == 0 || _areAnchorsGone || page.Rows.Any(row => page.KeyOf(row) == _position && _anchors.Contains(row.Id));

    private async Task<bool> IsDoubtfulAsync(CancellationToken cancellationToken)
    {
        if (_doubts == MaxDoubts)
        {
            return false;
        }

        await fetcher.PauseAsync(++_doubts, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Decides what it means that a page goes past the last key and has none of the rows returned at it. Either they were deleted, or the
    /// service compares created_at more coarsely than it shows it, and other rows of that second may be missing with them.
    /// </summary>
    /// <returns>Whether the page must be requested again, from the start of the second on.</returns>
    private async Task<bool> AreAnchorsHiddenAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        if (!ReadsWholeSeconds)
        {
            return _areAnchorsHidden = true;
        }

        foreach (var id in _anchors.Take(MaxLookups))
        {
            if (!await fetcher.ExistsAsync(id, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (++_missed > MaxDoubts)
            {
                throw new GatewayLogsContradictionException(
                    "The service has a log that it does not return to a query whose created_at limits it lies within, so others would be lost. List single pages instead.",
                    page.Response.HttpResponse);
            }

            await fetcher.PauseAsync(_missed, cancellationToken).ConfigureAwait(false);
            return true;
        }

        _areAnchorsGone = true;
        return false;
    }

    private void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
        }
    }
}
