namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Deletes all logs that match the filters and are older than this call, in as many rounds as it takes.</summary>
    /// <remarks>
    /// Before anything is deleted, the logs are listed with the same filters and every one that comes back must show that it matches. After
    /// each round the service is given up to five minutes to delete what it was asked to; when the answer of one is lost, up to one minute,
    /// and then the round is repeated, which can reach nothing that is not meant to go. Logs that match a condition of
    /// <see cref="LogFilter.Metadata"/> are deleted by their ids.
    /// </remarks>
    /// <param name="query">Which logs. Its limit is that of one round.</param>
    /// <param name="progress">Told of each request and of what was seen of it. Default: null, for nobody.</param>
    /// <param name="cancellationToken">Ends the deletion between two requests. What was asked for is deleted all the same.</param>
    /// <returns>What was asked for and what was seen to happen.</returns>
    /// <exception cref="ArgumentException"><paramref name="query"/> has no filters and does not say that this is meant, or one that cannot be checked. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">A log does not show that it matches the filters it was listed with. It was not deleted.</exception>
    /// <exception cref="GatewayLogsDeleteOutcomeUnknownException">The answers of five requests to delete in a row were lost, and their logs did not go.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async Task<GatewayLogDeleteReport> DeleteAllLogsAsync(
        GatewayLogDeleteQuery query, IProgress<GatewayLogDeleteReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validated();
        DeleteGuard.RequireCheckable(query.Filters);
        var client = ForMany();
        var guard = new DeleteGuard(client.ListLogsAsync);
        if (!MetadataPairs.AreIn(query.Filters))
        {
            return await new DeleteRounds(guard, client.SendDeleteAsync, Options.TimeProvider, progress).RunAsync(query, cancellationToken).ConfigureAwait(false);
        }

        var pages = ListAllPagesAsync(
            new GatewayLogQuery { Filters = query.Filters }, new GatewayLogWalkOptions { SettleDelay = TimeSpan.Zero, Prefetch = 1 }, cancellationToken);
        return await new ResolvedDelete(guard, client.SendDeleteAsync, Options.TimeProvider, progress)
            .RunAsync(query.Filters, pages, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists what filters would delete; null when they may be sent, and otherwise the answer that says there is nothing to delete.</summary>
    private async Task<GatewayLogsResponse?> NothingToDeleteAsync(GatewayLogDeleteQuery query, CancellationToken cancellationToken)
    {
        if (query.Filters.Count == 0)
        {
            return null;
        }

        DeleteGuard.RequireCheckable(query.Filters);
        if (MetadataPairs.AreIn(query.Filters))
        {
            throw new ArgumentException(
                "The service has no condition on an entry of metadata, so it would also delete logs with the name and the value in different entries. DeleteAllLogsAsync finds the logs and deletes them by their ids. Nothing was sent.");
        }

        var page = await new DeleteGuard(ListLogsAsync).RequireAppliedAsync(query.Filters, cancellationToken).ConfigureAwait(false);
        return page.Rows.Count == 0 ? page.HttpResponse : null;
    }
}
