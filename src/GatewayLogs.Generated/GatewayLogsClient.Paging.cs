using System.Runtime.CompilerServices;
using GatewayLogs.Paging;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    private readonly PagingObservations _observations = new();

    /// <summary>Lists all logs that match, each exactly once and in order, while others arrive and vanish.</summary>
    /// <remarks>
    /// A log that was there when the paging began, is older than <see cref="GatewayLogPagingOptions.IndexingDelay"/> and is never deleted is given
    /// exactly once; one that is deleted before it is read may be missing. That holds in the order of created_at. In any other order the
    /// pages are numbered, which is the best that can be had: a log that moves between pages meanwhile can be missed, all ids are kept in
    /// memory to leave out what comes again, and there is no <see cref="GatewayLog.Cursor"/>.
    /// </remarks>
    /// <param name="query">Which logs, and in which order. Default: all, oldest first.</param>
    /// <param name="paging">How far ahead to read, how old logs must be, and where to begin. Default: 4 requests, 60 seconds, at the beginning.</param>
    /// <param name="cancellationToken">Ends the paging.</param>
    /// <returns>The logs.</returns>
    /// <exception cref="ArgumentException">The query asks for a page, or the position is of another order. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service gave logs that do not match a filter it was sent.</exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">The service contradicts itself, so that logs would be lost or the paging never end.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual IAsyncEnumerable<GatewayLog> ListAllLogsAsync(
        GatewayLogQuery? query = null, GatewayLogPagingOptions? paging = null, CancellationToken cancellationToken = default) =>
        ReadLogsAsync(ListAllPagesAsync(query, paging, cancellationToken), cancellationToken);

    /// <summary>Lists all logs that match as <see cref="ListAllLogsAsync"/> does, as many at once as an answer brings.</summary>
    /// <param name="query">Which logs, and in which order. Default: all, oldest first.</param>
    /// <param name="paging">How far ahead to read, how old logs must be, and where to begin. Default: 4 requests, 60 seconds, at the beginning.</param>
    /// <param name="cancellationToken">Ends the paging.</param>
    /// <returns>The pages; none is empty, and each has only logs that were not in those before.</returns>
    /// <exception cref="ArgumentException">The query asks for a page, or the position is of another order. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service gave logs that do not match a filter it was sent.</exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">The service contradicts itself, so that logs would be lost or the paging never end.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual IAsyncEnumerable<GatewayLogPage> ListAllPagesAsync(
        GatewayLogQuery? query = null, GatewayLogPagingOptions? paging = null, CancellationToken cancellationToken = default)
    {
        (query, paging) = ((query ?? new GatewayLogQuery()) with { WaitsForPermits = Options.HasDefaultTotalTimeout }, paging ?? new GatewayLogPagingOptions());
        RequireEnumerable(query, paging);
        return ReadPagesAsync(query, paging, cancellationToken);
    }

    /// <summary>Refuses what cannot be enumerated when the method is called, not when the first page is asked for.</summary>
    private static void RequireEnumerable(GatewayLogQuery query, GatewayLogPagingOptions paging)
    {
        if (query is { OrderBy: GatewayLogOrderBy.CreatedAt, Page: not 1 })
        {
            throw new ArgumentException("Enumerating all logs reads no numbered pages. Leave Page at 1; to begin further on, set StartAfter or a filter on created_at. Nothing was sent.");
        }

        if (paging.StartAfter is { } position && (query.OrderBy != GatewayLogOrderBy.CreatedAt || query.OrderByDirection != position.Direction))
        {
            throw LogEnumerator.CreateOrderMismatch();
        }
    }

    private static async IAsyncEnumerable<GatewayLog> ReadLogsAsync(IAsyncEnumerable<GatewayLogPage> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var log in page.Logs)
            {
                yield return log;
            }
        }
    }

    private async IAsyncEnumerable<GatewayLogPage> ReadPagesAsync(
        GatewayLogQuery query, GatewayLogPagingOptions paging, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = query.OrderBy == GatewayLogOrderBy.CreatedAt
            ? LogEnumerator.ReadAsync(query, paging, ListLogsAsync, Clock, _observations, Options.TimeProvider, cancellationToken)
            : OffsetEnumerator.ReadAsync(query, ListLogsAsync, cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            if (page.With(MetadataEntryFilter.Apply(query.Filters, page.Logs)) is { Logs.Count: > 0 } kept)
            {
                yield return kept;
            }
        }
    }
}
