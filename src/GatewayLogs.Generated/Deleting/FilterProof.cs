namespace GatewayLogs;

/// <summary>
/// A deletion of one log that shows whether the service applies a filter: if the service ignores it, another log is deleted.
/// </summary>
/// <param name="Filters">The filters of the deletion. The service deletes the oldest log that matches them.</param>
/// <param name="Witness">The log that is deleted if the filter is ignored; null for the oldest log of the gateway.</param>
internal sealed record FilterProof(IReadOnlyList<GatewayLogFilter> Filters, string? Witness)
{
    /// <summary>The maximum number of logs that are tried to prove one filter.</summary>
    private const int MostCandidates = 5;

    /// <summary>
    /// Finds a proof for each filter of a deletion that deletes the oldest logs first; null if the logs of the gateway do not allow it. One of the
    /// filters must be a lower limit of created_at.
    /// </summary>
    /// <remarks>
    /// A proof needs a log that matches all filters except one and is older than the first log that matches all of them. The lower limit of
    /// created_at is then raised to just before that log: a service that ignores the filter deletes that log or an older one. The upper
    /// limit needs no proof, because fewer logs are deleted than match, oldest first.
    /// </remarks>
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
                // A filter that excludes no log needs no proof. This one excludes logs, or the count is unknown.
                return null;
            }
        }

        return proofs;
    }

    /// <summary>
    /// Returns the logs with the earliest timestamp, because the order of logs with equal timestamps is not defined; none if they fill the
    /// page.
    /// </summary>
    public static IReadOnlyList<string> GetOldest(GatewayLogPage page)
    {
        List<string> oldest = [.. page.Logs.TakeWhile(log => log.CreatedAt == page.Logs[0].CreatedAt).Select(log => log.Id)];
        return oldest.Count < GatewayLogQuery.MaxPerPage ? oldest : [];
    }

    /// <summary>Returns whether a filter is a limit of created_at, the field that orders the logs.</summary>
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
        foreach (var log in page.Logs.Where(log => FilterCheck.Evaluate(filter, log) == false && log.CreatedAt is not null).Take(MostCandidates))
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
