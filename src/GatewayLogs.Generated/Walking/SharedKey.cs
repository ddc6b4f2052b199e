namespace GatewayLogs;

/// <summary>Reads the rows that share one key when they are more than a page holds: by page numbers, since nothing else tells them apart.</summary>
/// <remarks>
/// The order within a key is not known, need not be the same twice, and rows that vanish move others from page to page. So pages are
/// read in passes until the ids that were seen since the count last fell are as many as the service counts. Rows do not arrive any more,
/// so the count cannot have fallen unseen: those ids are then all there are. Without a count, two passes that find nothing new must do.
/// </remarks>
internal sealed class SharedKey(long key, HashSet<string> given)
{
    /// <summary>How many passes may find nothing new although the service counts more.</summary>
    private const int MostStalls = 16;

    /// <summary>How many passes in a row may consist of the same page before the page number counts as ignored: ties may be shuffled so by chance.</summary>
    private const int MostIgnored = 6;

    /// <summary>How many full pages in a row may repeat what the pass has seen before it ends.</summary>
    private const int MostRepeats = 3;

    private const string Ignored =
        "Many logs share one millisecond, and the service gives the same of them for every page number; the others would be lost.";

    private readonly HashSet<string> _counted = [];

    private readonly HashSet<string> _pass = [];

    /// <summary>How many answers must agree on a count that fell: a page that comes back from another question may say any.</summary>
    private const int Confirmations = 2;

    /// <summary>How often the count may rise, though nothing arrives any more; pages of other questions may make it seem so.</summary>
    private const int MostRises = 1_000;

    private long? _total = given.Count;

    private int _rises = -1;

    private int _unconfirmed;

    private int _repeats;

    private int _ignored;

    private bool _foundNew;

    public long Key => key;

    public int Page { get; private set; } = 1;

    /// <summary>How many passes in a row have found nothing new.</summary>
    public int Stalls { get; private set; }

    public bool IsComplete { get; private set; }

    public List<GatewayLog> Take(WalkPage page)
    {
        List<GatewayLog> rows = [.. page.Rows.Where(row => page.KeyOf(row) == key && given.Add(row.Id))];
        var hasFallen = page.Total < _total;
        if (page.Total > _total && ++_rises >= MostRises)
        {
            throw new GatewayLogsContradictionException(
                "Many logs share one millisecond, and the service counts now more, now fewer of them; it cannot be told which are missing.", page.Answer.HttpResponse);
        }

        _unconfirmed = hasFallen ? Confirmations : Math.Max(0, _unconfirmed - 1);
        if (hasFallen)
        {
            _counted.Clear();
        }

        _total = page.Total;
        var isRepeat = true;
        foreach (var row in page.Rows)
        {
            isRepeat &= !_pass.Add(row.Id);
            _foundNew |= _counted.Add(row.Id);
        }

        _repeats = isRepeat ? _repeats + 1 : 0;
        IsComplete = _counted.Count >= page.Total && _unconfirmed == 0;
        if (hasFallen || (_unconfirmed > 0 && !page.IsFull))
        {
            Stalls = 0;
            BeginPass();
        }
        else if (page.IsFull && !IsRepeating(page) && !(Page * (long)page.Rows.Count >= page.Total))
        {
            Page++;
        }
        else if (!IsComplete)
        {
            EndPass(page);
        }

        return rows;
    }

    /// <summary>Whether the pass goes in circles: no page of it was other than the first, or, without a count to end it, the last ones brought nothing new.</summary>
    private bool IsRepeating(WalkPage page) => _repeats >= MostRepeats && (page.Total is null || _pass.Count <= page.Rows.Count);

    private void EndPass(WalkPage page)
    {
        Stalls = _foundNew ? 0 : Stalls + 1;
        _ignored = IsRepeating(page) ? _ignored + 1 : 0;
        if (_ignored >= MostIgnored)
        {
            throw new GatewayLogsContradictionException(Ignored, page.Answer.HttpResponse);
        }

        if (Stalls >= MostStalls)
        {
            throw new GatewayLogsContradictionException(
                $"Many logs share one millisecond: the service counts {page.Total} and gives {_counted.Count} of them, however often it is asked; the others would be lost.",
                page.Answer.HttpResponse);
        }

        IsComplete = page.Total is null && Stalls >= 2 && _ignored == 0;
        BeginPass();
    }

    private void BeginPass()
    {
        Page = 1;
        _pass.Clear();
        _repeats = 0;
        _foundNew = false;
    }
}
