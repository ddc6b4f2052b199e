using GatewayLogs.Paging;

namespace GatewayLogs;

/// <summary>Deletes all logs that filters match and that are older than a bound, in as many rounds as the service's limit makes of it.</summary>
/// <remarks>
/// The bound is fixed when it begins, so which logs are meant does not change, and a round that overlaps an unfinished one does no harm.
/// Each request is preceded by a listing with the same filters whose rows were checked.
/// </remarks>
internal sealed class DeleteRounds(
    DeleteGuard guard,
    Func<GatewayLogDeleteQuery, CancellationToken, Task<GatewayLogsResponse>> delete,
    TimeProvider time,
    IProgress<GatewayLogDeleteReport>? progress)
{
    private readonly PatientDelete _delete = new(delete, time);

    private GatewayLogDeleteReport _report = new();

    public async Task<GatewayLogDeleteReport> RunAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken)
    {
        var range = new TimeRange(new GatewayLogQuery { Filters = query.Filters }, FilterValue.ToMilliseconds(time.GetUtcNow()));
        if (range.Start >= range.End)
        {
            return Report(new GatewayLogDeleteReport { IsComplete = true, Remaining = 0 });
        }

        var round = query with { Filters = range.Filters, DeleteLogsOfEveryKind = false };
        var page = await guard.RequireAppliedAsync(round.Filters, cancellationToken).ConfigureAwait(false);
        while (page.Rows.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = CountOf(page);
            await _delete.SendAsync(round, cancellationToken).ConfigureAwait(false);
            var requested = Math.Min(round.Limit, count);
            Report(_report with { Rounds = _report.Rounds + 1, Requested = Math.Max(_report.Requested, _report.Observed + requested), Remaining = page.Info.TotalCount });

            var before = page;
            page = await _delete.LookAsync(
                token => guard.FirstAsync(round.Filters, GatewayLogOrderDirection.Asc, token), now => IsOver(before, now, requested), cancellationToken).ConfigureAwait(false);
            Report(_report with { Observed = _report.Observed + Math.Max(0, count - CountOf(page)), Remaining = page.Info.TotalCount });
            if (!HasMoved(before, page) && !_delete.IsUnsure)
            {
                return _report;
            }
        }

        return Report(_report with { IsComplete = true, Remaining = 0 });
    }

    private static long CountOf(GatewayLogPage page) => Math.Max(page.Info.TotalCount ?? 0, page.Rows.Count);

    private static bool IsOver(GatewayLogPage before, GatewayLogPage now, long requested) =>
        now.Rows.Count == 0 || (before.Info.TotalCount is null ? HasMoved(before, now) : CountOf(before) - CountOf(now) >= requested);

    /// <summary>The oldest log is a better sign than the count, which may be stale.</summary>
    private static bool HasMoved(GatewayLogPage before, GatewayLogPage now) =>
        now.Rows.Count == 0 || now.Rows[0].Id != before.Rows[0].Id || CountOf(now) < CountOf(before);

    private GatewayLogDeleteReport Report(GatewayLogDeleteReport report)
    {
        progress?.Report(report);
        return _report = report;
    }
}
