using System.Runtime.CompilerServices;
using GatewayLogs.Paging;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    private readonly PagingObservations _observations = new();

    /// <summary>Enumerates all matching logs, each exactly once and in order, even while logs are added and deleted.</summary>
    /// <remarks>
    /// A log that exists when the enumeration starts, is older than <see cref="GatewayLogPagingOptions.IndexingDelay"/> and is not deleted
    /// is returned exactly once. A log that is deleted before it is read may be missing. This guarantee requires the order of created_at.
    /// In any other order the service offers only numbered pages: a log that moves to another page during the enumeration can be missed,
    /// all ids are kept in memory to remove duplicates, and <see cref="GatewayLog.Cursor"/> is null.
    /// </remarks>
    /// <param name="query">The filters and the order. Default: all logs, oldest first.</param>
    /// <param name="paging">
    /// The concurrency, the indexing delay and the cursor to start after. Default: 4 requests, 60 seconds, from the beginning.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The logs.</returns>
    /// <exception cref="ArgumentException">The query sets a page, or the cursor is for another order. No request was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service returned logs that do not match a filter.</exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">
    /// The service returned inconsistent pages, so logs would be lost or the enumeration would never end.
    /// </exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual IAsyncEnumerable<GatewayLog> ListAllLogsAsync(
        GatewayLogQuery? query = null, GatewayLogPagingOptions? paging = null, CancellationToken cancellationToken = default) =>
        ReadLogsAsync(ListAllPagesAsync(query, paging, cancellationToken), cancellationToken);

    /// <summary>Enumerates all matching logs like <see cref="ListAllLogsAsync"/>, in pages as the responses contain them.</summary>
    /// <param name="query">The filters and the order. Default: all logs, oldest first.</param>
    /// <param name="paging">
    /// The concurrency, the indexing delay and the cursor to start after. Default: 4 requests, 60 seconds, from the beginning.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The pages. None is empty, and no log appears on more than one page.</returns>
    /// <exception cref="ArgumentException">The query sets a page, or the cursor is for another order. No request was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service returned logs that do not match a filter.</exception>
    /// <exception cref="GatewayLogsInconsistentResponseException">
    /// The service returned inconsistent pages, so logs would be lost or the enumeration would never end.
    /// </exception>
    /// <exception cref="GatewayLogsException">The service rejected the request, failed, or could not be reached.</exception>
    public virtual IAsyncEnumerable<GatewayLogPage> ListAllPagesAsync(
        GatewayLogQuery? query = null, GatewayLogPagingOptions? paging = null, CancellationToken cancellationToken = default)
    {
        (query, paging) = ((query ?? new GatewayLogQuery()) with { WaitsForPermits = Options.HasDefaultTotalTimeout }, paging ?? new GatewayLogPagingOptions());
        RequireEnumerable(query, paging);
        var pages = query.OrderBy == GatewayLogOrderBy.CreatedAt
            ? new LogEnumerator(query, paging, ListLogsAsync, Clock, _observations, Options.TimeProvider).ReadAsync(cancellationToken)
            : OffsetEnumerator.ReadAsync(query, ListLogsAsync, cancellationToken);
        return query.FiltersOnClient ? FilterAsync(query.Filters, pages, cancellationToken) : pages;
    }

    /// <summary>
    /// Throws for invalid arguments when the method is called; an iterator would throw only when the first page is requested.
    /// </summary>
    private static void RequireEnumerable(GatewayLogQuery query, GatewayLogPagingOptions paging)
    {
        if (query is { OrderBy: GatewayLogOrderBy.CreatedAt, Page: not 1 })
        {
            throw new ArgumentException(
                "Page is set, but enumerating all logs does not use page numbers. No request was sent. "
                + "Leave Page at 1; to start later, set StartAfter or add a filter on created_at.");
        }

        if (paging.StartAfter is { } cursor && (query.OrderBy != GatewayLogOrderBy.CreatedAt || query.OrderByDirection != cursor.Direction))
        {
            throw new ArgumentException(
                "StartAfter is the cursor of another order or direction. No request was sent. "
                + "Use the order and direction of the query that returned the cursor.");
        }
    }

    private static async IAsyncEnumerable<GatewayLog> ReadLogsAsync(
        IAsyncEnumerable<GatewayLogPage> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var log in page.Logs)
            {
                yield return log;
            }
        }
    }

    /// <summary>Removes rows that have the name and the value of a metadata filter in different entries.</summary>
    private static async IAsyncEnumerable<GatewayLogPage> FilterAsync(
        IReadOnlyList<GatewayLogFilter> filters, IAsyncEnumerable<GatewayLogPage> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (page.WithLogs(MetadataEntryFilter.Apply(filters, page.Logs)) is { Logs.Count: > 0 } kept)
            {
                yield return kept;
            }
        }
    }
}
