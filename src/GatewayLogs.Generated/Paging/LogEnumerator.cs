using System.Runtime.CompilerServices;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Paging;

/// <summary>
/// Enumerates all logs in the order of created_at, up to a bound that is fixed at the beginning, and sets the cursor of each log.
/// </summary>
internal sealed class LogEnumerator(
    GatewayLogQuery query,
    GatewayLogPagingOptions options,
    Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list,
    ServiceClock clock,
    PagingObservations observations,
    TimeProvider time)
{
    /// <summary>How often the bound is corrected if the first response shows that the assumed time was wrong.</summary>
    private const int MaxCorrections = 3;

    public async IAsyncEnumerable<GatewayLogPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await BeginAsync(cancellationToken).ConfigureAwait(false) is not { } segment)
        {
            yield break;
        }

        var pages = options.MaxConcurrency == 1
            ? segment.ReadAsync(cancellationToken)
            : new ParallelEnumerator(segment.Fetcher, query.IncludeRawJson ? options with { MaxSegmentRows = options.MaxSegmentRows / 2 } : options)
                .ReadAsync(segment, cancellationToken);
        var (milliseconds, lastId) = (options.StartAfter?.Milliseconds, (string?)null);
        var ids = options.StartAfter is { } cursor ? PrecedingIds.FromOldest(cursor.Ids) : null;
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var row in page.Logs)
            {
                var next = FilterValue.ToMilliseconds(row.CreatedAt!.Value);
                ids = next != milliseconds ? null : lastId is null ? ids : new PrecedingIds(lastId, ids);
                (milliseconds, lastId) = (next, row.Id);
                row.MarkCursor(ids, query.OrderByDirection);
            }

            yield return page;
        }
    }

    /// <summary>
    /// Fetches the first page. Its bound is the service's time minus the indexing delay. If the first response shows that the assumed time
    /// was wrong, the bound is corrected and the page is requested again.
    /// </summary>
    /// <returns>The segment that starts with this page; null if the range is empty.</returns>
    private async Task<TimeSegment?> BeginAsync(CancellationToken cancellationToken)
    {
        for (var correction = 0; ; correction++)
        {
            var (skew, isKnown) = (clock.Correction, clock.Skew is not null);
            var range = new TimeRange(query, FilterValue.ToMilliseconds(clock.UtcNow) - (long)options.IndexingDelay.TotalMilliseconds);
            var fetcher = new PageFetcher(range, list, observations, time);
            TimeSegment? segment = null;
            var start = range.Start;
            if (options.StartAfter is { } cursor && range.GetKey(cursor.Milliseconds) >= start)
            {
                start = range.GetKey(cursor.Milliseconds);
                segment = new TimeSegment(fetcher, start, range.End, cursor.Ids);
            }

            if (start < range.End)
            {
                segment ??= new TimeSegment(fetcher, start, range.End, []);
                await segment.FetchFirstAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (isKnown)
            {
                return null;
            }
            else
            {
                // The range is empty by this machine's clock, which may be wrong. A response shows the service's time.
                segment = null;
                await list(range.GetProbeQuery(), cancellationToken).ConfigureAwait(false);
            }

            if (correction == MaxCorrections || (clock.Correction - skew).Duration() <= ServiceClock.Tolerance)
            {
                return segment;
            }
        }
    }
}
