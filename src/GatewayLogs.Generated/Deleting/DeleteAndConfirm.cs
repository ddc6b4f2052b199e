using System.Collections.Immutable;

namespace GatewayLogs;

/// <summary>Sends one deletion, and lists logs that it is to delete until it is clear what came of it.</summary>
/// <remarks>
/// What is listed decides, not the response: it can be lost, arrive before anything is deleted, or report a success that did nothing. The limit
/// of a deletion by ids is the number of logs it is to delete. So once those are gone, it cannot have deleted any other.
/// </remarks>
internal sealed class DeleteAndConfirm(DeleteRequests requests, LogLookup lookup, DeleteWitnesses witnesses, DeleteProgress progress)
{
    /// <summary>How many responses in a row may be lost without an effect.</summary>
    private const int MostLost = 4;

    /// <summary>How often the logs may be listed without one more being gone, after some are.</summary>
    private const int MostLooksWithoutMovement = 4;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(16);

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_patienceAfterLoss = TimeSpan.FromMinutes(1);

    /// <summary>For requests that can be repeated without harm, or that are reported to have done nothing.</summary>
    private static readonly TimeSpan s_shortPatience = TimeSpan.FromSeconds(15);

    /// <summary>What was requested and not seen to be gone yet.</summary>
    private readonly HashSet<string> _outstanding = [];

    private int _lost;

    private GatewayLogsDeleteOutcomeUnknownException? _loss;

    private TimeSpan _delay;

    /// <summary>Gets whether the response to the latest request was lost, so that its logs may not go however long one waits.</summary>
    public bool IsUnsure => _lost > 0;

    /// <summary>
    /// Gets the exception for other logs that are gone. If those that were named are gone too, the limit says that the request deleted nothing
    /// else; but nothing more should be requested before that is understood.
    /// </summary>
    public GatewayLogsException? Suspicion { get; private set; }

    /// <summary>Returns whether a log was requested to be deleted and had not gone yet.</summary>
    public bool IsOutstanding(string id) => _outstanding.Contains(id);

    /// <summary>Takes logs that were outstanding, and are gone by now.</summary>
    /// <param name="gone">Their ids.</param>
    /// <param name="others">How many more are gone, whose ids are not known.</param>
    public void Observe(IReadOnlyCollection<string> gone, long others = 0)
    {
        _outstanding.ExceptWith(gone);
        var report = progress.Report;
        var observed = report.Observed + gone.Count + others;
        progress.Observe(report with
        {
            // More than the limit can be gone of the logs that a request named, if something else deletes them as well.
            Requested = Math.Max(report.Requested, observed),
            Observed = observed,
            Remaining = report.Remaining - gone.Count - others,
            DeletedIds = ((ImmutableList<string>)report.DeletedIds).AddRange(gone),
        });
    }

    /// <summary>Deletes logs that were found immediately before by their ids.</summary>
    /// <param name="ids">The logs.</param>
    /// <param name="limit">How many of them to delete.</param>
    /// <param name="isProven">Whether the service is known to apply a filter of this form.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The logs that are left.</returns>
    public Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<string> ids, int limit, bool isProven, CancellationToken cancellationToken) =>
        DeleteAsync(new GatewayLogDeleteQuery { Filters = [LogLookup.OfIds(ids)], Limit = limit }, ids, limit, log => IsOutstanding(log.Id), isProven, cancellationToken);

    /// <summary>Sends a deletion.</summary>
    /// <param name="query">The deletion.</param>
    /// <param name="watched">Logs among those that it is to delete.</param>
    /// <param name="wanted">How many of the watched logs are gone when it is finished.</param>
    /// <param name="isRequested">Whether the deletion may delete a log.</param>
    /// <param name="isProven">Whether the service is known to apply filters of this form.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The watched logs that are left.</returns>
    public async Task<IReadOnlyList<string>> DeleteAsync(
        GatewayLogDeleteQuery query, IReadOnlyList<string> watched, int wanted, Func<GatewayLog, bool> isRequested, bool isProven, CancellationToken cancellationToken)
    {
        witnesses.Forget();
        _outstanding.UnionWith(watched);
        var response = await SendAsync(query, isProven, cancellationToken).ConfigureAwait(false);
        var patience = IsUnsure ? isProven ? s_shortPatience : s_patienceAfterLoss
            : progress.Report.ReportedRemaining > 0 ? s_shortPatience

            // If the form for several ids has no effect by then, the logs are deleted one by one: nothing depends on it.
            : !isProven && watched.Count > wanted ? s_shortPatience + (4 * _delay)
            : s_patience;
        var left = await WaitAsync(watched, wanted, isRequested, patience, cancellationToken).ConfigureAwait(false);
        if (left.Count < watched.Count)
        {
            (_lost, _loss) = (0, null);
        }

        var isFinished = watched.Count - left.Count >= wanted;
        var unwatched = (long)query.Limit - wanted;
        Observe([], isFinished ? unwatched : Math.Clamp(witnesses.Unexplained ?? 0, 0, unwatched));
        var areOthersGone = isFinished
            ? !witnesses.AreIntact && !await witnesses.AreDisplacedAsync(isRequested, cancellationToken).ConfigureAwait(false)
            : !witnesses.AreUntouched;
        if (areOthersGone)
        {
            witnesses.ReportMissing();
            Suspicion = !isFinished && _loss is not null ? _loss : GatewayLogsFilterIgnoredException.OfDeletion(isFinished ? 0 : left.Count, progress.Report, response);
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
            Note(response, response.Result.ResultInfo?.TotalCount);
            return response;
        }
        catch (GatewayLogsDeleteOutcomeUnknownException exception)
        {
            Note(exception.HttpResponse, reportedRemaining: null);
            if (_lost == MostLost)
            {
                throw;
            }

            (_lost, _loss) = (_lost + 1, exception);
            return exception.HttpResponse;
        }
    }

    private void Note(GatewayLogsResponse? response, long? reportedRemaining) => progress.Update(progress.Report with
    {
        ReportedRemaining = reportedRemaining,
        RayIds = response?.RayId is { } ray ? ((ImmutableList<string>)progress.Report.RayIds).Add(ray) : progress.Report.RayIds,
    });

    /// <summary>Lists the logs, less and less often, until as many as wanted are gone or nothing moves any more.</summary>
    private async Task<IReadOnlyList<string>> WaitAsync(
        IReadOnlyList<string> watched, int wanted, Func<GatewayLog, bool> isRequested, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (left, still, pause) = (watched, 0, s_firstPause);
        var waited = TimeSpan.Zero;
        while (true)
        {
            var now = await lookup.FindLeftAsync(left, cancellationToken).ConfigureAwait(false);
            await witnesses.LookAsync(isRequested, cancellationToken).ConfigureAwait(false);
            var gone = left.Except(now).ToList();
            Observe(gone);
            (left, still, pause) = gone.Count > 0 ? (now, 0, s_firstPause) : (now, still + 1, pause);
            if (watched.Count - left.Count >= wanted)
            {
                _delay = waited > _delay ? waited : _delay;
                return left;
            }

            if (left.Count < watched.Count ? still >= MostLooksWithoutMovement : waited >= patience || !witnesses.AreIntact)
            {
                return left;
            }

            await Task.Delay(pause, requests.Time, cancellationToken).ConfigureAwait(false);
            waited += pause;
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }
}
