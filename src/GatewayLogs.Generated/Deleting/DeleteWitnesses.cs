namespace GatewayLogs;

/// <summary>
/// Watches logs that must not be deleted: the oldest of the gateway, which a deletion that ignores its filters deletes first, and others
/// that the caller names.
/// </summary>
internal sealed class DeleteWitnesses(DeleteRequests requests, LogLookup lookup, DeleteProgress progress)
{
    private static readonly GatewayLogQuery s_oldest = new() { PerPage = GatewayLogQuery.MaxPerPage };

    private const int IdleChecks = 30;

    private static readonly TimeSpan s_idleDelay = TimeSpan.FromSeconds(2);

    private readonly List<string> _missing = [];

    private IReadOnlyList<GatewayLog> _logs = [];

    private bool _areMissingOldest = true;

    /// <summary>Gets or sets the ids of further logs to watch. Default: empty.</summary>
    public IReadOnlyList<string> Others { get; set; } = [];

    /// <summary>Gets the id of the oldest log of the gateway; null if the gateway has no logs.</summary>
    public string? OldestId => _logs is [var oldest, ..] ? oldest.Id : null;

    public bool AreIntact => _missing.Count == 0;

    /// <summary>
    /// Gets whether no other log is gone at all. This is required while the logs that the latest request selected still exist.
    /// </summary>
    public bool AreUntouched => _missing.Count == 0 && Unexplained is not > 0;

    /// <summary>
    /// Gets how many more logs are gone than were observed. New logs reduce this number. Null if the service does not return a total count.
    /// </summary>
    public long? Unexplained => progress.Report.TotalBefore - progress.Report.TotalAfter - progress.Report.Observed;

    /// <summary>Reads the oldest logs before a request.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var page = await requests.ListAsync(s_oldest, cancellationToken).ConfigureAwait(false);
        _logs = page.Logs;
        Reset();
        progress.Update(progress.Report with { TotalBefore = progress.Report.TotalBefore ?? page.Info.TotalCount, TotalAfter = page.Info.TotalCount });
    }

    /// <summary>Checks whether the watched logs still exist, except those that were requested to be deleted.</summary>
    public async Task CheckAsync(Func<GatewayLog, bool> isRequested, CancellationToken cancellationToken)
    {
        var page = await requests.ListAsync(s_oldest, cancellationToken).ConfigureAwait(false);
        var seen = page.Logs.Select(log => log.Id).ToHashSet();
        var unseen = _logs.Where(log => !seen.Contains(log.Id) && !isRequested(log)).ToList();

        // A log that was indexed late can push another one off the page, so only a lookup by id shows that a log is gone.
        var found = unseen.Count == 0 ? [] : await lookup.FindAsync([.. unseen.Select(log => log.Id)], cancellationToken).ConfigureAwait(false);
        foreach (var log in unseen.Where(log => !found.ContainsKey(log.Id)))
        {
            _missing.Add(log.Id);
            _areMissingOldest &= page.Logs is [var oldest, ..] && log.CreatedAt <= oldest.CreatedAt;
        }

        if (Others.Count > 0)
        {
            var others = await lookup.FindAsync(Others, cancellationToken).ConfigureAwait(false);
            var missing = Others.Where(id => !others.ContainsKey(id) && !_missing.Contains(id)).ToList();
            _missing.AddRange(missing);
            _areMissingOldest &= missing.Count == 0;
        }

        _logs = page.Logs;
        progress.Observe(progress.Report with { TotalAfter = page.Info.TotalCount });
    }

    /// <summary>
    /// Returns whether the oldest logs continue to be deleted while no request is in progress. A gateway can be configured to delete its
    /// oldest log for each new one when it is full.
    /// </summary>
    public async Task<bool> AreDisplacedAsync(Func<GatewayLog, bool> isRequested, CancellationToken cancellationToken)
    {
        var before = _missing.Count;
        for (var check = 0; check < IdleChecks && _areMissingOldest && _missing.Count == before; check++)
        {
            await Task.Delay(s_idleDelay, requests.Time, cancellationToken).ConfigureAwait(false);
            await CheckAsync(isRequested, cancellationToken).ConfigureAwait(false);
        }

        return _areMissingOldest && _missing.Count > before;
    }

    /// <summary>Forgets missing logs before the next request.</summary>
    public void Reset()
    {
        _missing.Clear();
        _areMissingOldest = true;
    }

    /// <summary>Adds logs to the report that are gone although no request selected them.</summary>
    public void ReportMissing() => progress.Observe(progress.Report with { Missing = [.. progress.Report.Missing, .. _missing] });
}
