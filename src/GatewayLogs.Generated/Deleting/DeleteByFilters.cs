namespace GatewayLogs;

/// <summary>Deletes the oldest of a very large number of logs by filters, and leaves the newest to <see cref="DeleteByIds"/>.</summary>
/// <remarks>
/// The first request deletes one log by its id; then one log is deleted for each <see cref="FilterProof"/>. Before each further request,
/// the last page that it reaches is listed, so that its limit never exceeds the number of matching logs. The newest matching logs are
/// deleted by id: they keep a distance between the limit of the last request and the first log that does not match.
/// </remarks>
internal sealed class DeleteByFilters(
    DeleteRequests requests, DeleteSelection selection, LogLookup lookup, DeleteWitnesses witnesses, DeleteAndConfirm delete, int maxLimit)
{
    /// <summary>The number of matching logs that are left for deletion by id.</summary>
    private const int RemainderForIds = 1_000;

    /// <summary>The number of logs after the upper limit of created_at that are watched.</summary>
    private const int LaterLogs = 10;

    private IReadOnlyList<GatewayLogFilter> _filters = [];

    private IReadOnlyList<FilterProof> _proofs = [];

    private string _probe = "";

    /// <summary>The first logs after the upper limit of created_at. They must not be deleted.</summary>
    private IReadOnlyList<string> _later = [];

    /// <summary>
    /// Verifies samples of the selected logs. Returns null if the logs must be deleted by id, because there are few, or they cannot be counted,
    /// or the filters cannot be proven.
    /// </summary>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log of the samples could not be verified to match.</exception>
    public async Task<GatewayLogDeletePreview?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (selection.Ids is not null || MetadataEntryFilter.IsUsed(selection.Filters))
        {
            return null;
        }

        var oldest = await ListAsync(selection.Filters, cancellationToken).ConfigureAwait(false);
        if (oldest.Logs is not [{ CreatedAt: { } begin }, ..]
            || await selection.CountAsync(cancellationToken).ConfigureAwait(false) is not { } count || count <= RemainderForIds + GatewayLogQuery.MaxPerPage)
        {
            return null;
        }

        var newest = await ListAsync(selection.Filters, cancellationToken, GatewayLogOrderDirection.Descending).ConfigureAwait(false);

        // No log has this id. If the service ignores the filter and returns logs, listing them throws.
        await ListAsync([.. selection.Filters, LogFilter.Id.EqualTo($"control-{Guid.NewGuid()}")], cancellationToken).ConfigureAwait(false);
        _filters = selection.Filters.Any(filter => filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.GreaterThan })
            ? selection.Filters
            : [LogFilter.CreatedAt.After(begin.AddMilliseconds(-1)), .. selection.Filters];
        if (_filters.Count(filter => filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.GreaterThan }) != 1
            || await FilterProof.FindAsync(
                _filters, (filters, token) => ListAsync(filters, token), selection.CountAsync,
                cancellationToken).ConfigureAwait(false) is not { } proofs)
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

    /// <summary>
    /// Deletes the oldest logs until few are left or the service does not behave as expected. Returns whether the remaining logs may be deleted
    /// by id.
    /// </summary>
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
            var oldest = FilterProof.GetOldest(await ListAsync(proof.Filters, cancellationToken).ConfigureAwait(false));
            if (oldest.Count == 0 || (proof.Witness is { } witness && (await lookup.FindAsync([witness], cancellationToken).ConfigureAwait(false)).Count == 0))
            {
                return false;
            }

            var query = new GatewayLogDeleteQuery { Filters = proof.Filters, Limit = 1 };
            var left = await delete.DeleteAsync(
                query, oldest, expected: 1, log => oldest.Contains(log.Id), isProven: false, cancellationToken).ConfigureAwait(false);
            if (delete.Suspicion is not null || left.Count < oldest.Count)
            {
                return delete.Suspicion is null;
            }
        }
        while (delete.IsUnsure);

        return false;
    }

    /// <summary>Deletes as many logs as one request may delete. Returns false if few are left, or if the request had no effect.</summary>
    private async Task<bool> DeleteNextAsync(CancellationToken cancellationToken)
    {
        var first = await ListAsync(_filters, cancellationToken).ConfigureAwait(false);
        var pages = (int)(Math.Min(maxLimit, (first.Info.TotalCount ?? 0) - RemainderForIds) / GatewayLogQuery.MaxPerPage);
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
