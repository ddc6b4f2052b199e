using System.Runtime.CompilerServices;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Paging;

/// <summary>Enumerates all logs in the order of created_at, up to a bound that is fixed at the beginning, and marks the position after each.</summary>
internal static class LogEnumerator
{
    /// <summary>How often the bound is corrected when the first response shows another time than was assumed.</summary>
    private const int MaxCorrections = 3;

    public static ArgumentException CreateOrderMismatch() =>
        new("StartAfter is a position in another order or direction than the query's. Give it to a query with the order it came from. Nothing was sent.");

    public static async IAsyncEnumerable<GatewayLogPage> ReadAsync(
        GatewayLogQuery query,
        GatewayLogPagingOptions options,
        Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list,
        ServiceClock clock,
        PagingObservations observations,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (fetcher, segment) = await BeginAsync(query, options, list, clock, observations, time, cancellationToken).ConfigureAwait(false);
        if (segment is null)
        {
            yield break;
        }

        var pages = options.MaxConcurrency == 1
            ? segment.ReadAsync(cancellationToken)
            : new ParallelEnumerator(fetcher, query.IncludeRawJson ? options with { MaxSegmentRows = options.MaxSegmentRows / 2 } : options).ReadAsync(segment, cancellationToken);
        var (milliseconds, ids, lastId) = (options.StartAfter?.Milliseconds, PrecedingIds.Of(options.StartAfter?.Ids ?? []), (string?)null);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var row in page.Logs)
            {
                var next = FilterValue.ToMilliseconds(row.CreatedAt!.Value);
                ids = next != milliseconds ? null : lastId is null ? ids : new PrecedingIds(lastId, ids);
                (milliseconds, lastId) = (next, row.Id);
                row.MarkCursor(ids, fetcher.Range.Direction);
            }

            yield return page;
        }
    }

    /// <summary>
    /// Fetches the first page, with a bound that is not later than the service's clock less the delay: a response shows that clock, so the
    /// first one can correct the bound.
    /// </summary>
    /// <returns>What fetches the other pages, and the segment that begins with this one; null when nothing lies within the range.</returns>
    private static async Task<(PageFetcher Fetcher, TimeSegment? Segment)> BeginAsync(
        GatewayLogQuery query,
        GatewayLogPagingOptions options,
        Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list,
        ServiceClock clock,
        PagingObservations observations,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        for (var correction = 0; ; correction++)
        {
            var (skew, isKnown) = (clock.Correction, clock.Skew is not null);
            var range = new TimeRange(query, FilterValue.ToMilliseconds(clock.UtcNow) - (long)options.IndexingDelay.TotalMilliseconds);
            var fetcher = new PageFetcher(range, list, observations, time);
            TimeSegment? segment = null;
            var start = range.Start;
            if (options.StartAfter is { } position && range.GetKey(position.Milliseconds) >= start)
            {
                start = range.GetKey(position.Milliseconds);
                segment = new TimeSegment(fetcher, start, range.End, position.Ids);
            }

            if (start < range.End)
            {
                segment ??= new TimeSegment(fetcher, start, range.End, []);
                await segment.FetchFirstAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (isKnown)
            {
                return (fetcher, null);
            }
            else
            {
                // The range is empty by this machine's clock, which may be wrong.
                segment = null;
                await list(range.OfAny(), cancellationToken).ConfigureAwait(false);
            }

            if (correction == MaxCorrections || (clock.Correction - skew).Duration() <= ServiceClock.Tolerance)
            {
                return (fetcher, segment);
            }
        }
    }
}
