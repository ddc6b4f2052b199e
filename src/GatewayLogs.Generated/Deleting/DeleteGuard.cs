namespace GatewayLogs;

/// <summary>Lists what filters would delete, and refuses them unless every row shows that it matches.</summary>
/// <remarks>
/// The service deletes whatever it likes when it cannot read a filter, so here a row that leaves the matter open is refused as well. Both
/// ends of the order are looked at, since what a service that ignores created_at lt gives first is old in any case; and a control that
/// no log can match must bring none, or the filters are ignored and the rows matched by chance.
/// </remarks>
internal sealed class DeleteGuard(Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list)
{
    /// <summary>Refuses conditions that cannot be checked on rows, or that the service does not have.</summary>
    public static void RequireCheckable(IReadOnlyList<GatewayLogFilter> filters)
    {
        if (filters.FirstOrDefault(filter => !RowField.IsShown(filter.Key)) is { } filter)
        {
            throw new ArgumentException(
                $"The filter {filter} cannot delete: rows do not show {filter.Key}, so it cannot be checked that the service applies it. List the logs, and delete them by their ids. Nothing was sent.");
        }

        if (filters.Any(filter => filter.Key == RowField.MetadataKey) && filters.Any(filter => filter.Key == RowField.MetadataValue) && !MetadataPairs.AreIn(filters))
        {
            throw new ArgumentException(
                "Filters on metadata.key and metadata.value are compared apart, so they would also delete logs with the name and the value in different entries. Use LogFilter.Metadata. Nothing was sent.");
        }
    }

    /// <summary>Gives the first logs that the filters match, after everything that can be checked was.</summary>
    public async Task<GatewayLogPage> RequireAppliedAsync(IReadOnlyList<GatewayLogFilter> filters, CancellationToken cancellationToken)
    {
        var oldest = await FirstAsync(filters, GatewayLogOrderDirection.Asc, cancellationToken).ConfigureAwait(false);

        // Ids are exact: rows that all have the ones asked for leave nothing to doubt.
        if (oldest.Rows.Count == 0 || filters.Any(filter => filter is { Key: RowField.Id, Operator: GatewayLogFilterOperator.Eq }))
        {
            return oldest;
        }

        await FirstAsync(filters, GatewayLogOrderDirection.Desc, cancellationToken).ConfigureAwait(false);

        // Whatever comes back contradicts the last filter, and so is refused as any such row is.
        await list(
            new GatewayLogQuery { PerPage = 1, Filters = [.. filters, LogFilter.Id.EqualTo($"control-{Guid.NewGuid()}")] }, cancellationToken).ConfigureAwait(false);
        return oldest;
    }

    /// <summary>Lists the first logs that the filters match, and refuses any that does not show it.</summary>
    public async Task<GatewayLogPage> FirstAsync(
        IReadOnlyList<GatewayLogFilter> filters, GatewayLogOrderDirection direction, CancellationToken cancellationToken)
    {
        var page = await list(new GatewayLogQuery { PerPage = GatewayLogQuery.MaxPerPage, OrderByDirection = direction, Filters = filters }, cancellationToken).ConfigureAwait(false);
        RequireMatches(filters, page);
        return page;
    }

    public static void RequireMatches(IReadOnlyList<GatewayLogFilter> filters, GatewayLogPage page)
    {
        foreach (var filter in filters)
        {
            var count = page.Logs.Count(row => FilterCheck.Judge(filter, row) != FilterVerdict.Matches);
            if (count > 0)
            {
                throw GatewayLogsFilterIgnoredException.Unshown(filter, count, page);
            }
        }
    }
}
