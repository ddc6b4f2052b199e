using System.Runtime.CompilerServices;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Lists all logs that match, each exactly once and in order, while others arrive and vanish.</summary>
    /// <remarks>
    /// A log that was there when the walk began, is older than <see cref="GatewayLogWalkOptions.SettleDelay"/> and is never deleted is given
    /// exactly once; one that is deleted before it is read may be missing. That holds in the order of created_at. In any other order the
    /// pages are numbered, which is the best that can be had: a log that moves between pages meanwhile can be missed, all ids are kept in
    /// memory to leave out what comes again, and there is no <see cref="GatewayLog.Position"/>.
    /// </remarks>
    /// <param name="query">Which logs, and in which order. Default: all, oldest first.</param>
    /// <param name="walk">How far ahead to read, how old logs must be, and where to begin. Default: 4 requests, 60 seconds, at the beginning.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The logs.</returns>
    /// <exception cref="ArgumentException">The query asks for a page, or the position is of another order. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service gave logs that do not match a filter it was sent.</exception>
    /// <exception cref="GatewayLogsContradictionException">The service contradicts itself, so that logs would be lost or the walk never end.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async IAsyncEnumerable<GatewayLog> ListAllLogsAsync(
        GatewayLogQuery? query = null, GatewayLogWalkOptions? walk = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in ListAllPagesAsync(query, walk, cancellationToken).ConfigureAwait(false))
        {
            foreach (var log in page.Logs)
            {
                yield return log;
            }
        }
    }

    /// <summary>Lists all logs that match as <see cref="ListAllLogsAsync"/> does, as many at once as an answer brings.</summary>
    /// <param name="query">Which logs, and in which order. Default: all, oldest first.</param>
    /// <param name="walk">How far ahead to read, how old logs must be, and where to begin. Default: 4 requests, 60 seconds, at the beginning.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The pages; none is empty, and each has only logs that were not in those before.</returns>
    /// <exception cref="ArgumentException">The query asks for a page, or the position is of another order. Nothing was sent.</exception>
    /// <exception cref="GatewayLogsFilterIgnoredException">The service gave logs that do not match a filter it was sent.</exception>
    /// <exception cref="GatewayLogsContradictionException">The service contradicts itself, so that logs would be lost or the walk never end.</exception>
    /// <exception cref="GatewayLogsException">The service refused or failed, or was not reached.</exception>
    public virtual async IAsyncEnumerable<GatewayLogPage> ListAllPagesAsync(
        GatewayLogQuery? query = null, GatewayLogWalkOptions? walk = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (query, walk) = ((query ?? new GatewayLogQuery()) with { WaitsForPermits = Options.HasDefaultTotalTimeout }, walk ?? new GatewayLogWalkOptions());
        var pages = query.OrderBy == GatewayLogOrderBy.CreatedAt
            ? LogWalk.ReadAsync(query, walk, ListLogsAsync, Options.TimeProvider, cancellationToken)
            : NumberedWalk.ReadAsync(walk.StartAfter is null ? query : throw LogWalk.OfAnotherOrder(), ListLogsAsync, cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            if (page.With(MetadataPairs.Keep(query.Filters, page.Logs)) is { Logs.Count: > 0 } kept)
            {
                yield return kept;
            }
        }
    }
}
