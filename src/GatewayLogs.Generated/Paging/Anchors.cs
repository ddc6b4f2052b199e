namespace GatewayLogs.Paging;

/// <summary>
/// The rows that were returned at the last key of a segment. The next request starts at that key, so its response must contain these rows
/// again. If rows are missing, they were deleted, or the service compares created_at with a lower precision than it returns; in that case
/// other rows of the same second may be missing too.
/// </summary>
internal sealed class Anchors(PageFetcher fetcher, IEnumerable<string> ids)
{
    /// <summary>How often rows that still exist may be missing although the request started at the beginning of their second.</summary>
    private const int MaxMisses = 2;

    /// <summary>The maximum number of missing rows that are looked up by id.</summary>
    private const int MaxLookups = 8;

    private readonly HashSet<string> _ids = [.. ids];

    /// <summary>The rows that are missing from all pages since the latest request that started at the last key.</summary>
    private readonly HashSet<string> _missing = [];

    private bool _areHidden;

    private bool _areDeleted;

    private int _misses;

    /// <summary>Gets whether requests must start at the beginning of the second that contains the last key.</summary>
    public bool ReadWholeSeconds => _areHidden || fetcher.ComparesWholeSeconds;

    /// <summary>Gets whether there are no rows that could show how the service compares timestamps.</summary>
    public bool IsEmpty => _ids.Count == 0;

    /// <summary>Gets whether all rows were on a page since the latest request that started at the last key.</summary>
    public bool AreAllFound => _areDeleted || _missing.Count == 0;

    /// <summary>Gets whether missing rows were looked up by id.</summary>
    public bool WereLookedUp { get; private set; }

    /// <summary>Adds a row at the last key. Returns false if it has already been returned.</summary>
    public bool Add(string id) => _ids.Add(id);

    /// <summary>Starts with another key, whose rows are on the current page.</summary>
    public void Reset()
    {
        _ids.Clear();
        _missing.Clear();
        (_areHidden, _areDeleted, _misses) = (false, false, 0);
    }

    /// <summary>Checks the first page of a request that started at the last key for the rows.</summary>
    public void CheckFirstPage(FetchedPage page, long key)
    {
        _missing.UnionWith(_ids);
        CheckPage(page, key);
        fetcher.ComparesWholeSeconds |= _areHidden && !_areDeleted && AreAllFound;
    }

    /// <summary>Checks another page of the same request for the rows.</summary>
    public void CheckPage(FetchedPage page, long key)
    {
        foreach (var row in page.Rows)
        {
            if (page.GetKey(row) == key)
            {
                _missing.Remove(row.Id);
            }
        }
    }

    /// <summary>Determines why rows are missing from a page that should contain all rows at their key.</summary>
    /// <returns>Whether the page must be requested again, starting at the beginning of the second.</returns>
    public async Task<bool> RequiresRetryAsync(FetchedPage page, CancellationToken cancellationToken)
    {
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
                    "A log exists, but the service does not return it for a query whose created_at limits include it, so other logs would "
                    + "be lost. List single pages instead.",
                    page.Response.HttpResponse);
            }

            await fetcher.DelayAsync(_misses, cancellationToken).ConfigureAwait(false);
            return true;
        }

        _areDeleted = true;
        return false;
    }
}
