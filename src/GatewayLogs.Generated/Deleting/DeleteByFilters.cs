namespace GatewayLogs;

/// <summary>Deletes the oldest of very many logs by the filters that select them, and leaves the newest to <see cref="DeleteByIds"/>.</summary>
/// <remarks>
/// First one log by its id, then one log for each <see cref="FilterProof"/>. Each further request is preceded by a listing of the last page
/// that it reaches, so that its limit is never larger than the number of matching logs. Those that are left for deletion by ids are the
/// distance between its limit and the logs that do not match any more.
/// </remarks>
internal sealed class DeleteByFilters(
    DeleteRequests requests, DeleteSelection selection, LogLookup lookup, DeleteWitnesses witnesses, DeleteAndConfirm delete, int maxLimit)
{
    /// <summary>How many logs are left for deletion by ids.</summary>
    private const int Rest = 1_000;

    /// <summary>How many logs after the upper limit are looked for.</summary>
    private const int LaterLogs = 10;

    private IReadOnlyList<GatewayLogFilter> _filters = [];

    private IReadOnlyList<FilterProof> _proofs = [];

    private string _probe = "";

    /// <summary>The first logs after the upper limit of created_at.</summary>
    private IReadOnlyList<string> _later = [];

    /// <summary>Verifies samples.</summary>
    /// <returns>What was selected; null when the logs have to be deleted by their ids: they are few, or they cannot be counted, or the filters cannot be proven.</returns>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log of the samples does not show that it matches.</exception>
    public async Task<GatewayLogDeletePreview?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (selection.Ids is not null || MetadataEntryFilter.IsUsed(selection.Filters))
        {
            return null;
        }

        var oldest = await ListAsync(selection.Filters, cancellationToken).ConfigureAwait(false);
        if (oldest.Logs is not [{ CreatedAt: { } begin }, ..]
            || await selection.CountAsync(cancellationToken).ConfigureAwait(false) is not { } count || count <= Rest + GatewayLogQuery.MaxPerPage)
        {
            return null;
        }

        var newest = await ListAsync(selection.Filters, cancellationToken, GatewayLogOrderDirection.Descending).ConfigureAwait(false);

        // Whatever is returned contradicts the last filter, which makes the list throw.
        await ListAsync([.. selection.Filters, LogFilter.Id.EqualTo($"control-{Guid.NewGuid()}")], cancellationToken).ConfigureAwait(false);
        _filters = selection.Filters.Any(filter => filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.GreaterThan })
            ? selection.Filters
            : [LogFilter.CreatedAt.After(begin.AddMilliseconds(-1)), .. selection.Filters];
        if (_filters.Count(filter => filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.GreaterThan }) != 1
            || await FilterProof.FindAsync(_filters, (filters, token) => ListAsync(filters, token), selection.CountAsync, cancellationToken).ConfigureAwait(false) is not { } proofs)
        {
            return null;
        }

        (_proofs, _probe) = (proofs, oldest.Logs[oldest.Logs.Count / 2].Id);
        var later = await ListAsync([LogFilter.CreatedAt.After(selection.CreatedBefore!.Value.AddMilliseconds(-1))], cancellationToken).ConfigureAwait(false);
        _later = [.. later.Logs.Take(LaterLogs).Select(log => log.Id)];
        return new GatewayLogDeletePreview
        {
            Count = count,
            Verified = oldest.Logs.Concat(newest.Logs).DistinctBy(log => log.Id).Count(),
            First = [.. oldest.Logs.Take(DeleteSelection.FirstLogs)],
            Oldest = oldest.Logs[0],
            Newest = newest.Logs is [var last, ..] ? last : null,
            CreatedBefore = selection.CreatedBefore,
            TooRecent = await selection.CountTooRecentAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Deletes the oldest logs, as long as the service does what it is asked to.</summary>
    /// <param name="byIds">Deletes the first log.</param>
    /// <param name="cancellationToken">Ends the deletion between two requests.</param>
    /// <returns>Whether the rest may be deleted by ids.</returns>
    public async Task<bool> RunAsync(DeleteByIds byIds, CancellationToken cancellationToken)
    {
        var isProven = await byIds.RunAsync([_probe], cancellationToken).ConfigureAwait(false);
        if (!isProven || delete.Suspicion is not null)
        {
            return false;
        }

        foreach (var proof in _proofs)
        {
            isProven = isProven && await ProveAsync(proof, cancellationToken).ConfigureAwait(false);
        }

        witnesses.Others = _later;
        while (isProven && await DeleteNextAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        witnesses.Others = [];
        return delete.Suspicion is null;
    }

    private async Task<bool> ProveAsync(FilterProof proof, CancellationToken cancellationToken)
    {
        witnesses.Others = proof.Witness is null ? _later : [.. _later, proof.Witness];
        do
        {
            var expected = FilterProof.GetOldest(await ListAsync(proof.Filters, cancellationToken).ConfigureAwait(false));
            if (expected.Count == 0 || (proof.Witness is { } witness && (await lookup.FindAsync([witness], cancellationToken).ConfigureAwait(false)).Count == 0))
            {
                return false;
            }

            var query = new GatewayLogDeleteQuery { Filters = proof.Filters, Limit = 1 };
            var left = await delete.DeleteAsync(query, expected, wanted: 1, log => expected.Contains(log.Id), isProven: false, cancellationToken).ConfigureAwait(false);
            if (delete.Suspicion is not null || left.Count < expected.Count)
            {
                return delete.Suspicion is null;
            }
        }
        while (delete.IsUnsure);

        return false;
    }

    /// <summary>Deletes as many logs as one request may; returns false when few are left, or the request had no effect.</summary>
    private async Task<bool> DeleteNextAsync(CancellationToken cancellationToken)
    {
        var first = await ListAsync(_filters, cancellationToken).ConfigureAwait(false);
        var pages = (int)(Math.Min(maxLimit, (first.Info.TotalCount ?? 0) - Rest) / GatewayLogQuery.MaxPerPage);
        if (pages < 1)
        {
            return false;
        }

        var last = pages == 1 ? first : await ListAsync(_filters, cancellationToken, page: pages).ConfigureAwait(false);
        if (last.Rows.Count < GatewayLogQuery.MaxPerPage)
        {
            return false;
        }

        List<string> watched = [.. first.Logs.Concat(last.Logs).Select(log => log.Id).Distinct()];
        var query = new GatewayLogDeleteQuery { Filters = _filters, Limit = pages * GatewayLogQuery.MaxPerPage };
        var left = await delete.DeleteAsync(
            query, watched, watched.Count, log => FilterVerification.Matches(selection.Filters, log), isProven: false, cancellationToken).ConfigureAwait(false);
        return delete.Suspicion is null && (left.Count < watched.Count || delete.IsUnsure);
    }

    private async Task<GatewayLogPage> ListAsync(
        IReadOnlyList<GatewayLogFilter> filters,
        CancellationToken cancellationToken,
        GatewayLogOrderDirection direction = GatewayLogOrderDirection.Ascending,
        int page = 1)
    {
        var query = new GatewayLogQuery { Filters = filters, PerPage = GatewayLogQuery.MaxPerPage, OrderByDirection = direction, Page = page };
        var result = await requests.ListAsync(query, cancellationToken).ConfigureAwait(false);
        FilterVerification.RequireMatches(filters, result);
        return result;
    }
}
