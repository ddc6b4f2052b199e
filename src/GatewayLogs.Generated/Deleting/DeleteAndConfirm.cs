using System.Collections.Immutable;

namespace GatewayLogs;

/// <summary>Sends one deletion request, then lists logs until its outcome is known.</summary>
/// <remarks>
/// The outcome is determined by listing logs, not by the response: responses can be lost, arrive before anything is deleted, or report
/// success although nothing is deleted. For deletions by id, the limit equals the number of ids, so once all of them are gone the request
/// cannot have deleted other logs.
/// </remarks>
internal sealed class DeleteAndConfirm(DeleteRequests requests, LogLookup lookup, DeleteWitnesses witnesses, DeleteProgress progress)
{
    /// <summary>The maximum number of consecutive lost responses without any log being deleted.</summary>
    private const int MaxLostResponses = 4;

    /// <summary>The maximum number of consecutive listings that show no further deletion, once some logs are gone.</summary>
    private const int MaxListingsWithoutProgress = 4;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan s_maxDelay = TimeSpan.FromSeconds(16);

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_timeoutAfterLoss = TimeSpan.FromMinutes(1);

    /// <summary>For requests that are safe to send again, or whose response reports that nothing was deleted.</summary>
    private static readonly TimeSpan s_shortTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Logs that were requested to be deleted and have not been observed to be gone.</summary>
    private readonly HashSet<string> _outstanding = [];

    private int _lost;

    private GatewayLogsDeleteOutcomeUnknownException? _loss;

    private TimeSpan _longestWait;

    /// <summary>Gets whether the response to the latest request was lost, so that the request may not have been executed.</summary>
    public bool IsUnsure => _lost > 0;

    /// <summary>
    /// Gets the exception for logs that are gone although the request did not select them; null if there are none. If the selected logs are
    /// gone too, the limit implies that something else deleted the others. No further request is sent in either case.
    /// </summary>
    public GatewayLogsException? Suspicion { get; private set; }

    /// <summary>Returns whether the deletion of a log was requested and has not been observed.</summary>
    public bool IsOutstanding(string id) => _outstanding.Contains(id);

    /// <summary>Records logs that were outstanding and are gone now, and the number of others without known ids.</summary>
    public void Observe(IReadOnlyCollection<string> gone, long others = 0)
    {
        _outstanding.ExceptWith(gone);
        var report = progress.Report;
        var observed = report.Observed + gone.Count + others;
        progress.Observe(report with
        {
            // More logs than the limit can be gone if something else deletes selected logs at the same time.
            Requested = Math.Max(report.Requested, observed),
            Observed = observed,
            Remaining = report.Remaining - gone.Count - others,
            DeletedIds = ((ImmutableList<string>)report.DeletedIds).AddRange(gone),
        });
    }

    /// <summary>Deletes logs by their ids, and returns those that still exist. They must have been listed immediately before.</summary>
    public Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<string> ids, int limit, bool isProven, CancellationToken cancellationToken) =>
        DeleteAsync(
            new GatewayLogDeleteQuery { Filters = [LogLookup.ByIds(ids)], Limit = limit },
            ids, limit, log => IsOutstanding(log.Id), isProven, cancellationToken);

    /// <summary>Sends one deletion request and waits for its outcome.</summary>
    /// <param name="query">The deletion.</param>
    /// <param name="watched">The ids of selected logs to look for afterwards.</param>
    /// <param name="expected">How many of the watched logs are gone when the deletion is finished.</param>
    /// <param name="isRequested">Returns whether the deletion may delete a log.</param>
    /// <param name="isProven">Whether the service is known to apply filters of this form.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The ids of the watched logs that still exist.</returns>
    public async Task<IReadOnlyList<string>> DeleteAsync(
        GatewayLogDeleteQuery query, IReadOnlyList<string> watched, int expected, Func<GatewayLog, bool> isRequested, bool isProven,
        CancellationToken cancellationToken)
    {
        witnesses.Reset();
        _outstanding.UnionWith(watched);
        var response = await SendAsync(query, isProven, cancellationToken).ConfigureAwait(false);
        var timeout = IsUnsure ? isProven ? s_shortTimeout : s_timeoutAfterLoss
            : progress.Report.ReportedRemaining > 0 ? s_shortTimeout

                    // A short timeout is safe here: if a filter with several ids has no effect in time, the logs are deleted one by one
                    // instead.
            : !isProven && watched.Count > expected ? s_shortTimeout + (4 * _longestWait)
            : s_timeout;
        var left = await WaitAsync(watched, expected, isRequested, timeout, cancellationToken).ConfigureAwait(false);
        if (left.Count < watched.Count)
        {
            (_lost, _loss) = (0, null);
        }

        var isFinished = watched.Count - left.Count >= expected;
        var unwatched = (long)query.Limit - expected;
        Observe([], isFinished ? unwatched : Math.Clamp(witnesses.Unexplained ?? 0, 0, unwatched));
        var areOthersGone = isFinished
            ? !witnesses.AreIntact && !await witnesses.AreDisplacedAsync(isRequested, cancellationToken).ConfigureAwait(false)
            : !witnesses.AreUntouched;
        if (areOthersGone)
        {
            witnesses.ReportMissing();
            Suspicion = !isFinished && _loss is not null
                ? _loss
                : GatewayLogsFilterIgnoredException.ForDeletion(isFinished ? 0 : left.Count, progress.Report, response);
        }

        return left;
    }

    private async Task<GatewayLogsResponse?> SendAsync(GatewayLogDeleteQuery query, bool isProven, CancellationToken cancellationToken)
    {
        var report = progress.Report;
        progress.Update(report with
        {
            Requests = report.Requests + 1,
            Requested = Math.Max(report.Requested, report.Observed + query.Limit),
            ReportedRemaining = null,
        });
        try
        {
            var response = await requests.DeleteAsync(query, isProven, cancellationToken).ConfigureAwait(false);
            (_lost, _loss) = (0, null);
            RecordResponse(response, response.Result.ResultInfo?.TotalCount);
            return response;
        }
        catch (GatewayLogsDeleteOutcomeUnknownException exception)
        {
            RecordResponse(exception.HttpResponse, reportedRemaining: null);
            if (_lost == MaxLostResponses)
            {
                throw;
            }

            (_lost, _loss) = (_lost + 1, exception);
            return exception.HttpResponse;
        }
    }

    private void RecordResponse(GatewayLogsResponse? response, long? reportedRemaining) => progress.Update(progress.Report with
    {
        ReportedRemaining = reportedRemaining,
        RayIds = response?.RayId is { } ray ? ((ImmutableList<string>)progress.Report.RayIds).Add(ray) : progress.Report.RayIds,
    });

    /// <summary>
    /// Lists the logs with increasing delays, until the expected number is gone or the deletion makes no further progress.
    /// </summary>
    private async Task<IReadOnlyList<string>> WaitAsync(
        IReadOnlyList<string> watched, int expected, Func<GatewayLog, bool> isRequested, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var (left, unchanged, delay) = (watched, 0, s_firstDelay);
        var waited = TimeSpan.Zero;
        while (true)
        {
            var now = await lookup.FindLeftAsync(left, cancellationToken).ConfigureAwait(false);
            await witnesses.CheckAsync(isRequested, cancellationToken).ConfigureAwait(false);
            var gone = left.Except(now).ToList();
            Observe(gone);
            (left, unchanged, delay) = gone.Count > 0 ? (now, 0, s_firstDelay) : (now, unchanged + 1, delay);
            if (watched.Count - left.Count >= expected)
            {
                _longestWait = waited > _longestWait ? waited : _longestWait;
                return left;
            }

            if (left.Count < watched.Count ? unchanged >= MaxListingsWithoutProgress : waited >= timeout || !witnesses.AreIntact)
            {
                return left;
            }

            await Task.Delay(delay, requests.Time, cancellationToken).ConfigureAwait(false);
            waited += delay;
            delay = delay * 2 < s_maxDelay ? delay * 2 : s_maxDelay;
        }
    }
}
