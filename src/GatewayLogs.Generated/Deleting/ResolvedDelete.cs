namespace GatewayLogs;

/// <summary>Deletes logs by their ids, for conditions that the service does not have: the entries of metadata.</summary>
/// <remarks>
/// Whether several values of one filter are alternatives is not documented. So many ids are listed in one filter, and only when exactly
/// their logs come back are they deleted with that same filter; otherwise one id at a time. The limit is the number of logs that were seen,
/// so that no more can be deleted whatever the service makes of the filter.
/// </remarks>
internal sealed class ResolvedDelete(
    DeleteGuard guard,
    Func<GatewayLogDeleteQuery, CancellationToken, Task<GatewayLogsResponse>> delete,
    TimeProvider time,
    IProgress<GatewayLogDeleteReport>? progress)
{
    private readonly PatientDelete _delete = new(delete, time);

    private GatewayLogDeleteReport _report = new();

    public async Task<GatewayLogDeleteReport> RunAsync(
        IReadOnlyList<GatewayLogFilter> filters, IAsyncEnumerable<GatewayLogPage> pages, CancellationToken cancellationToken)
    {
        var hasAllGone = true;
        await foreach (var page in pages.ConfigureAwait(false))
        {
            DeleteGuard.RequireMatches(filters, page);
            hasAllGone &= await DeleteAsync(filters, [.. page.Logs.Select(log => log.Id)], cancellationToken).ConfigureAwait(false);
        }

        return Report(_report with { IsComplete = hasAllGone, Remaining = hasAllGone ? 0 : null });
    }

    private async Task<bool> DeleteAsync(IReadOnlyList<GatewayLogFilter> wanted, string[] ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GatewayLogFilter[] filters = [new(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Eq, [.. ids])];
        var found = await guard.RequireAppliedAsync(filters, cancellationToken).ConfigureAwait(false);

        // What was changed since it was found may not be meant any more.
        var meant = MetadataPairs.Keep(wanted, found.Rows).Select(row => row.Id).Distinct().Count();
        if (meant < ids.Length && ids.Length > 1)
        {
            var hasAllGone = true;
            foreach (var id in ids)
            {
                hasAllGone &= await DeleteAsync(wanted, [id], cancellationToken).ConfigureAwait(false);
            }

            return hasAllGone;
        }

        if (meant == 0)
        {
            return true;
        }

        await _delete.SendAsync(new GatewayLogDeleteQuery { Filters = filters, Limit = ids.Length }, cancellationToken).ConfigureAwait(false);
        Report(_report with { Rounds = _report.Rounds + 1, Requested = Math.Max(_report.Requested, _report.Observed + ids.Length) });
        var left = await _delete.LookAsync(
            token => guard.FirstAsync(filters, GatewayLogOrderDirection.Asc, token), page => page.Rows.Count == 0, cancellationToken).ConfigureAwait(false);
        Report(_report with { Observed = _report.Observed + ids.Length - left.Rows.Count });
        return left.Rows.Count == 0
            || (_delete.IsUnsure && await DeleteAsync(wanted, [.. left.Rows.Select(row => row.Id)], cancellationToken).ConfigureAwait(false));
    }

    private GatewayLogDeleteReport Report(GatewayLogDeleteReport report)
    {
        progress?.Report(report);
        return _report = report;
    }
}
