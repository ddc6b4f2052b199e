namespace GatewayLogs;

/// <summary>A deletion of one log that takes another log if the service does not apply one of its filters to deletions.</summary>
/// <param name="Filters">The filters of the deletion, of which the service deletes the oldest log.</param>
/// <param name="Witness">The log that it deletes otherwise; null for the oldest of the gateway.</param>
internal sealed record FilterProof(IReadOnlyList<GatewayLogFilter> Filters, string? Witness)
{
    /// <summary>How many logs may be tried in order to prove a filter.</summary>
    private const int MostCandidates = 5;

    /// <summary>Finds a proof for each of the filters of a deletion that deletes the oldest logs first.</summary>
    /// <remarks>
    /// A filter is proven with a log that matches all filters but this one and is older than a log that matches all, once the lower limit of
    /// created_at is just below it: a service that ignores the filter, or more of them, deletes that log or an older one. The upper limit needs
    /// no proof, because only the oldest logs are deleted that way, and fewer than match.
    /// </remarks>
    /// <param name="filters">The filters, of which one is a lower limit of created_at.</param>
    /// <param name="list">Lists a page.</param>
    /// <param name="countAsync">Counts the logs that match; null when the service's count is wrong.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The proofs; null when the logs of the gateway do not allow them.</returns>
    public static async Task<IReadOnlyList<FilterProof>?> FindAsync(
        IReadOnlyList<GatewayLogFilter> filters,
        Func<IReadOnlyList<GatewayLogFilter>, CancellationToken, Task<GatewayLogPage>> list,
        Func<IReadOnlyList<GatewayLogFilter>, CancellationToken, Task<long?>> countAsync,
        CancellationToken cancellationToken)
    {
        var all = await list(filters, cancellationToken).ConfigureAwait(false);
        List<FilterProof> proofs = [];
        if (GetOldest(all).Count == 0)
        {
            return null;
        }

        proofs.Add(new FilterProof(filters, Witness: null));
        foreach (var filter in filters.Where(filter => !IsLimit(filter)))
        {
            var others = filters.Except([filter]).ToList();
            var found = await FindAsync(filter, others, filters, list, cancellationToken).ConfigureAwait(false);
            if (found is not null)
            {
                proofs.Add(found);
            }
            else if (await countAsync(others, cancellationToken).ConfigureAwait(false) is not { } count
                || count != await countAsync(filters, cancellationToken).ConfigureAwait(false))
            {
                // Where the filter excludes no log, there is nothing to protect.
                return null;
            }
        }

        return proofs;
    }

    /// <summary>Returns the logs of which one is the oldest, in whatever order the service has logs of the same time; none if they fill the page.</summary>
    public static IReadOnlyList<string> GetOldest(GatewayLogPage page)
    {
        List<string> oldest = [.. page.Logs.TakeWhile(log => log.CreatedAt == page.Logs[0].CreatedAt).Select(log => log.Id)];
        return oldest.Count < GatewayLogQuery.MaxPerPage ? oldest : [];
    }

    /// <summary>Whether a filter is a limit of created_at, which orders the logs.</summary>
    private static bool IsLimit(GatewayLogFilter filter) =>
        filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.LessThan or GatewayLogFilterOperator.GreaterThan };

    private static async Task<FilterProof?> FindAsync(
        GatewayLogFilter filter,
        List<GatewayLogFilter> others,
        IReadOnlyList<GatewayLogFilter> all,
        Func<IReadOnlyList<GatewayLogFilter>, CancellationToken, Task<GatewayLogPage>> list,
        CancellationToken cancellationToken)
    {
        var page = await list(Opposite(filter) is { } opposite ? [.. others, opposite] : others, cancellationToken).ConfigureAwait(false);
        foreach (var log in page.Logs.Where(log => FilterCheck.Evaluate(filter, log) == FilterMatch.Contradicts && log.CreatedAt is not null).Take(MostCandidates))
        {
            var narrowed = all.Select(one => one is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.GreaterThan }
                ? LogFilter.CreatedAt.After(log.CreatedAt!.Value.AddMilliseconds(-1))
                : one).ToList();
            var matching = await list(narrowed, cancellationToken).ConfigureAwait(false);
            if (matching.Logs is [var oldest, ..] && oldest.CreatedAt > log.CreatedAt && GetOldest(matching).Count > 0)
            {
                return new FilterProof(narrowed, log.Id);
            }
        }

        return null;
    }

    private static GatewayLogFilter? Opposite(GatewayLogFilter filter) => filter.Operator switch
    {
        GatewayLogFilterOperator.Equal => With(filter, GatewayLogFilterOperator.NotEqual),
        GatewayLogFilterOperator.NotEqual => With(filter, GatewayLogFilterOperator.Equal),
        GatewayLogFilterOperator.GreaterThan => With(filter, GatewayLogFilterOperator.LessThan),
        GatewayLogFilterOperator.LessThan => With(filter, GatewayLogFilterOperator.GreaterThan),
        _ => null,
    };

    private static GatewayLogFilter With(GatewayLogFilter filter, GatewayLogFilterOperator @operator) => new(filter.Key, @operator, filter.Values);
}
