namespace GatewayLogs;

/// <summary>A deletion: selects logs, asks for confirmation, deletes them and counts the remaining ones.</summary>
internal sealed class Deletion
{
    private readonly DeleteRequests _requests;

    private readonly GatewayLogDeleteQuery _query;

    private readonly GatewayLogDeleteOptions _options;

    private readonly DeleteProgress _progress;

    private readonly LogLookup _lookup;

    private readonly DeleteWitnesses _witnesses;

    private readonly DeleteAndConfirm _delete;

    public Deletion(DeleteRequests requests, GatewayLogDeleteQuery query, GatewayLogDeleteOptions options, IProgress<GatewayLogDeleteReport>? progress)
    {
        (_requests, _query, _options) = (requests, query, options);
        _progress = new DeleteProgress(requests.Time, progress);
        _lookup = new LogLookup(requests.ListAsync);
        _witnesses = new DeleteWitnesses(requests, _lookup, _progress);
        _delete = new DeleteAndConfirm(requests, _lookup, _witnesses, _progress);
    }

    /// <summary>Deletes the logs that are first in the query's order, up to the limit.</summary>
    public async Task<GatewayLogDeleteReport> RunAsync(int? limit, CancellationToken cancellationToken)
    {
        try
        {
            // This response also contains the service's time, which the selection depends on.
            await _witnesses.TakeAsync(cancellationToken).ConfigureAwait(false);
            var selection = new DeleteSelection(_requests, _query);
            var byFilters = new DeleteByFilters(_requests, selection, _lookup, _witnesses, _delete, _query.Limit);
            if (await SelectAsync(selection, byFilters, limit ?? int.MaxValue, cancellationToken).ConfigureAwait(false) is { } selected)
            {
                var areGone = await DeleteAsync(selection, selected, byFilters, cancellationToken).ConfigureAwait(false);
                await EndAsync(selection, areGone, limit, cancellationToken).ConfigureAwait(false);
            }

            return _progress.Report;
        }
        catch (GatewayLogsException exception)
        {
            exception.DeleteReport = _progress.Report;
            throw;
        }
    }

    /// <summary>Returns the selected and verified logs; null if the caller did not confirm the deletion.</summary>
    private async Task<GatewayLogDeletePreview?> SelectAsync(
        DeleteSelection selection, DeleteByFilters byFilters, int limit, CancellationToken cancellationToken)
    {
        if (selection.Ids is { } ids && ids.Count <= limit && _options.Confirm is null)
        {
            // DeleteByIds lists and verifies them before each request.
            _progress.Update(_progress.Report with { Selected = ids.Count, Remaining = ids.Count });
            return new GatewayLogDeletePreview { Ids = ids, Count = ids.Count };
        }

        for (var confirmed = 0L; ;)
        {
            var sample = _options.Verification == GatewayLogDeleteVerification.Sample
                ? await byFilters.PrepareAsync(cancellationToken).ConfigureAwait(false)
                : null;
            var preview = sample ?? await selection.ReadAsync(_lookup, limit, cancellationToken).ConfigureAwait(false);
            _progress.Observe(_progress.Report with
            {
                Selected = preview.Count,
                Verified = preview.Verified,
                Remaining = preview.Count,
                CreatedBefore = preview.CreatedBefore,
                TooRecent = preview.TooRecent,
            });
            if (preview.Count <= confirmed || _options.Confirm is null)
            {
                return preview;
            }

            if (!await _options.Confirm(preview, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            // While the confirmation was pending, more logs may have matched, and other logs may have become the oldest.
            await _witnesses.TakeAsync(cancellationToken).ConfigureAwait(false);
            if (selection.Ids is not null || await selection.CountAsync(cancellationToken).ConfigureAwait(false) <= preview.Count)
            {
                return preview;
            }

            confirmed = preview.Count;
        }
    }

    /// <summary>Returns whether all selected logs are gone.</summary>
    private async Task<bool> DeleteAsync(
        DeleteSelection selection, GatewayLogDeletePreview selected, DeleteByFilters byFilters, CancellationToken cancellationToken)
    {
        bool IsStillSelected(GatewayLog log) => FilterVerification.Matches(selection.Filters, log) && _options.Condition?.Invoke(log) != false;
        var byIds = new DeleteByIds(_requests, _lookup, _witnesses, _delete, _progress, IsStillSelected, Math.Min(GatewayLogQuery.MaxPerPage, _query.Limit));
        if (selected.Ids is { } ids)
        {
            return await byIds.RunAsync(ids, cancellationToken).ConfigureAwait(false);
        }

        if (!await byFilters.RunAsync(byIds, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // If more logs match by now, only the confirmed number is deleted.
        var left = Math.Clamp(selected.Count - _progress.Report.Observed, 0, int.MaxValue);
        var rest = await selection.ReadAsync(_lookup, (int)left, cancellationToken).ConfigureAwait(false);
        _progress.Update(_progress.Report with { Verified = GatewayLogQuery.MaxPerPage + rest.Verified });
        return await byIds.RunAsync(rest.Ids!, cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync(DeleteSelection selection, bool areGone, int? limit, CancellationToken cancellationToken)
    {
        // Logs selected by id are looked up again, unless every one was observed to be gone or was left because it no longer matches.
        var remaining = selection.Ids is not { } ids ? await selection.CountAsync(cancellationToken).ConfigureAwait(false)
            : areGone && !(ids.Count > limit) && _progress.Report.Missing.Count == 0 ? _progress.Report.Remaining
            : (await _lookup.FindAsync(ids, cancellationToken).ConfigureAwait(false)).Values.Count(log => FilterVerification.Matches(selection.Filters, log));
        _progress.Observe(_progress.Report with
        {
            Remaining = remaining,
            IsComplete = areGone && (limit is not null || remaining <= _progress.Report.Changed),
        });
        if (!areGone && _delete.Suspicion is { } suspicion)
        {
            throw suspicion;
        }
    }
}
