namespace GatewayLogs;

/// <summary>Logs that must survive: the oldest of the gateway, which a deletion that ignores its filters deletes first, and others that are named.</summary>
internal sealed class DeleteWitnesses(DeleteRequests requests, LogLookup lookup, DeleteProgress progress)
{
    private static readonly GatewayLogQuery s_oldest = new() { PerPage = GatewayLogQuery.MaxPerPage };

    private const int IdleLooks = 30;

    private static readonly TimeSpan s_idlePause = TimeSpan.FromSeconds(2);

    private readonly List<string> _missing = [];

    private IReadOnlyList<GatewayLog> _logs = [];

    private bool _areMissingOldest = true;

    /// <summary>Gets or sets the ids of further logs to look for. Default: none.</summary>
    public IReadOnlyList<string> Others { get; set; } = [];

    /// <summary>Gets the id of the oldest log of the gateway; null when it is empty.</summary>
    public string? OldestId => _logs is [var oldest, ..] ? oldest.Id : null;

    /// <summary>Gets whether all of them are still there.</summary>
    public bool AreIntact => _missing.Count == 0;

    /// <summary>Gets whether nothing else is gone at all, which is required when the logs that the latest request named are still there.</summary>
    public bool AreUntouched => _missing.Count == 0 && Unexplained is not > 0;

    /// <summary>Gets how many more logs are gone than were observed to be; arriving logs hide some. Null when the service does not count.</summary>
    public long? Unexplained => progress.Report.TotalBefore - progress.Report.TotalAfter - progress.Report.Observed;

    /// <summary>Takes the oldest logs as they are before a request.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var page = await requests.ListAsync(s_oldest, cancellationToken).ConfigureAwait(false);
        _logs = page.Logs;
        Forget();
        progress.Update(progress.Report with { TotalBefore = progress.Report.TotalBefore ?? page.Info.TotalCount, TotalAfter = page.Info.TotalCount });
    }

    /// <summary>Looks for the logs of the time before.</summary>
    /// <param name="isRequested">Whether a log was to be deleted.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task LookAsync(Func<GatewayLog, bool> isRequested, CancellationToken cancellationToken)
    {
        var page = await requests.ListAsync(s_oldest, cancellationToken).ConfigureAwait(false);
        var seen = page.Logs.Select(log => log.Id).ToHashSet();
        var unseen = _logs.Where(log => !seen.Contains(log.Id) && !isRequested(log)).ToList();

        // A log that was indexed late can push another one off the page: only its id tells that a log is gone.
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
    /// Returns whether the oldest logs go on disappearing while no request is under way: a full gateway can be set to delete its oldest log for
    /// each that arrives.
    /// </summary>
    public async Task<bool> AreDisplacedAsync(Func<GatewayLog, bool> isRequested, CancellationToken cancellationToken)
    {
        var before = _missing.Count;
        for (var look = 0; look < IdleLooks && _areMissingOldest && _missing.Count == before; look++)
        {
            await Task.Delay(s_idlePause, requests.Time, cancellationToken).ConfigureAwait(false);
            await LookAsync(isRequested, cancellationToken).ConfigureAwait(false);
        }

        return _areMissingOldest && _missing.Count > before;
    }

    /// <summary>Starts again for the next request.</summary>
    public void Forget()
    {
        _missing.Clear();
        _areMissingOldest = true;
    }

    /// <summary>Reports what is gone although no request named it.</summary>
    public void ReportMissing() => progress.Observe(progress.Report with { Missing = [.. progress.Report.Missing, .. _missing] });
}
