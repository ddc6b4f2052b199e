using System.Globalization;

namespace GatewayLogs;

/// <summary>Reads all rows of a stretch of keys, each once, in order, however rows arrive and vanish around it.</summary>
/// <remarks>
/// Every question is for page 1 of all rows from the last key seen on, so nothing that vanishes can move another row out of sight. The
/// last key is asked for again, since more rows may share it; the ids that were seen of it, and of no other, tell them apart. The stretch
/// ends where a row shows a key behind it, or the service says that its page is all there is. Not thread-safe, except that a question
/// may be on its way while <see cref="End"/> moves forward.
/// </remarks>
internal sealed class WalkStretch(WalkSource source, long start, long end, IEnumerable<string> seen)
{
    /// <summary>How often the service may say that there is more, and give nothing.</summary>
    private const int MostStalls = 4;

    /// <summary>How often an end is asked for again that comes before the rows which the answer before it counted.</summary>
    private const int MostDoubts = 2;

    private readonly HashSet<string> _seen = [.. seen];

    private SharedKey? _shared;

    private int _stalls;

    private int _doubts;

    /// <summary>How many rows the answer before counted that it did not give.</summary>
    private long? _expected;

    private WalkPage? _last;

    /// <summary>The last key seen; it is asked for again.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The first key behind the stretch.</summary>
    public long End { get; private set; } = end;

    public bool IsComplete { get; private set; }

    /// <summary>About how many rows the service had from the stretch's start to the end of the whole range; null before the first answer.</summary>
    public long? RowsFromStart { get; private set; }

    /// <summary>About how many it has from behind the position on.</summary>
    public long? RowsLeft { get; private set; }

    public Task<WalkPage> AskAsync(CancellationToken cancellationToken)
    {
        var stalls = _shared?.Stalls ?? Math.Max(_stalls, _doubts);
        var query = _shared is null ? source.Range.From(Position) : source.Range.Only(_shared.Key, _shared.Page);
        return stalls == 0 ? source.AskAsync(query, cancellationToken) : AskLaterAsync(query, stalls, cancellationToken);
    }

    private async Task<WalkPage> AskLaterAsync(GatewayLogQuery query, int stalls, CancellationToken cancellationToken)
    {
        await source.PauseAsync(stalls, cancellationToken).ConfigureAwait(false);
        return await source.AskAsync(query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the rows of a page that are new.</summary>
    public IReadOnlyList<GatewayLog> Take(WalkPage page) => _shared is null ? TakeNext(page) : TakeShared(page);

    /// <summary>Cuts off the end of the stretch where about so many rows lie before it, and gives the end as a stretch of its own.</summary>
    public WalkStretch? Cut(double rows, double rowsLeft)
    {
        if (_last is not { Rows.Count: > 0 })
        {
            return null;
        }

        // Without an end there is only the page before to tell how dense the rows lie.
        var distance = End < long.MaxValue
            ? (End - _last.LastKey) * rows / rowsLeft
            : Math.Max(1, _last.LastKey - _last.FirstKey) * rows / _last.Rows.Count;
        var cut = distance < long.MaxValue / 4 ? Position + Math.Max(1, (long)distance) : End;
        if (cut <= Position || cut >= Math.Min(End, WalkRange.LastKey))
        {
            return null;
        }

        // The cut is a guess, but one that some rows are expected behind.
        var rest = new WalkStretch(source, cut, End, []) { _expected = long.MaxValue };
        End = cut;
        return rest;
    }

    private List<GatewayLog> TakeNext(WalkPage page)
    {
        _last = page;
        RowsFromStart ??= page.Total;
        var expected = _expected;
        _expected = RowsLeft = page.Total - page.Rows.Count;
        List<GatewayLog> rows = new(page.Rows.Count);
        for (var i = 0; i < page.Rows.Count; i++)
        {
            var (row, key) = (page.Rows[i], page.KeyOf(page.Rows[i]));
            if (key >= End)
            {
                IsComplete = true;
                return rows;
            }

            if (key > Position)
            {
                Position = key;
                _seen.Clear();
            }

            if (key == Position && _seen.Add(row.Id))
            {
                rows.Add(row);
            }
        }

        if (page.IsWhole && rows.Count < expected && _doubts < MostDoubts)
        {
            // They were deleted, or this is the page of another question.
            (_doubts, _expected) = (_doubts + 1, expected - rows.Count);
            _stalls = rows.Count > 0 ? 0 : _stalls;
            return rows;
        }

        _doubts = 0;
        IsComplete = page.IsWhole;
        if (!IsComplete && page.IsFull && page.LastKey == Position && (page.FirstKey == Position || rows.Count == 0))
        {
            (_shared, _stalls) = (new SharedKey(Position, _seen), 0);
        }
        else if (!IsComplete)
        {
            Stall(rows.Count > 0, page);
        }

        return rows;
    }

    private void Stall(bool hasMoved, WalkPage page)
    {
        _stalls = hasMoved ? 0 : _stalls + 1;
        if (page.Total is null && !page.IsFull)
        {
            IsComplete = _stalls >= 2;
        }
        else if (_stalls >= MostStalls)
        {
            throw new GatewayLogsContradictionException(
                $"The service says that {page.Total?.ToString(CultureInfo.InvariantCulture) ?? "more"} logs match, and gives nothing new however often it is asked; they would be lost.",
                page.Answer.HttpResponse);
        }
    }

    private List<GatewayLog> TakeShared(WalkPage page)
    {
        var rows = _shared!.Take(page);
        if (_shared.IsComplete)
        {
            Position = _shared.Key + 1;
            _seen.Clear();
            _shared = null;
            IsComplete = Position >= End;
        }

        return rows;
    }
}
