namespace GatewayLogs.Paging;

/// <summary>
/// The rows that were returned at the last key of a segment. They must be returned again by a request from that key on: if they are missing,
/// they were deleted, or the service compares created_at more coarsely than it shows it, and other rows of that second may be missing too.
/// </summary>
internal sealed class Anchors(PageFetcher fetcher, IEnumerable<string> ids)
{
    /// <summary>How often rows that exist may be missing from a request that begins at the start of their second.</summary>
    private const int MaxMisses = 2;

    /// <summary>How many of the rows are looked for one by one when they are missing.</summary>
    private const int MaxLookups = 8;

    private readonly HashSet<string> _ids = [.. ids];

    /// <summary>The rows that no page has shown since the last request from the last key on.</summary>
    private readonly HashSet<string> _missing = [];

    private bool _areHidden;

    private bool _areDeleted;

    private int _misses;

    /// <summary>Gets whether requests have to begin at the start of the second of the last key.</summary>
    public bool ReadWholeSeconds => _areHidden || fetcher.ComparesWholeSeconds;

    /// <summary>Gets whether there is no row yet that could show how the service compares.</summary>
    public bool AreNone => _ids.Count == 0;

    /// <summary>Gets whether pages have shown all of the rows since the last request from the last key on.</summary>
    public bool AreShown => _areDeleted || _missing.Count == 0;

    /// <summary>Gets whether rows have been looked for by their ids.</summary>
    public bool WereLookedUp { get; private set; }

    /// <summary>Adds a row at the last key; false when it has been returned before.</summary>
    public bool Add(string id) => _ids.Add(id);

    /// <summary>Begins with another key, whose rows are on a page right now.</summary>
    public void Reset()
    {
        _ids.Clear();
        _missing.Clear();
        (_areHidden, _areDeleted, _misses) = (false, false, 0);
    }

    /// <summary>Looks for the rows on the first page of a request from the last key on.</summary>
    public void ExpectOn(FetchedPage page, long key)
    {
        _missing.UnionWith(_ids);
        LookOn(page, key);
        fetcher.ComparesWholeSeconds |= _areHidden && !_areDeleted && AreShown;
    }

    /// <summary>Looks for the rows on another page of the same request.</summary>
    public void LookOn(FetchedPage page, long key) =>
        _missing.ExceptWith(page.Rows.Where(row => page.GetKey(row) == key).Select(row => row.Id));

    /// <summary>Decides what it means that some of the rows are not shown although all rows of their key should be.</summary>
    /// <returns>Whether to request the page again, from the start of the second on.</returns>
    public async Task<bool> AreHiddenAsync(FetchedPage page, CancellationToken cancellationToken)
    {
        if (AreShown)
        {
            return false;
        }

        if (!ReadWholeSeconds && _missing.Count == _ids.Count)
        {
            return _areHidden = true;
        }

        WereLookedUp = true;
        foreach (var id in _missing.Take(MaxLookups))
        {
            if (!await fetcher.ExistsAsync(id, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (++_misses > MaxMisses)
            {
                throw new GatewayLogsInconsistentResponseException(
                    "The service has a log that it does not return to a query whose created_at limits it lies within, so others would be lost. List single pages instead.",
                    page.Response.HttpResponse);
            }

            await fetcher.PauseAsync(_misses, cancellationToken).ConfigureAwait(false);
            return true;
        }

        _areDeleted = true;
        return false;
    }
}
