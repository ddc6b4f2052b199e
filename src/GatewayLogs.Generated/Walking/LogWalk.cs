using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>Reads all logs in the order of created_at, up to a bound that is fixed when it begins, and marks where it stands behind each.</summary>
internal static class LogWalk
{
    public static ArgumentException OfAnotherOrder() =>
        new("StartAfter is a position in another order or direction than the query's. Give it to a query with the order it came from. Nothing was sent.");

    public static async IAsyncEnumerable<GatewayLogPage> ReadAsync(
        GatewayLogQuery query,
        GatewayLogWalkOptions options,
        Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Page != 1)
        {
            throw new ArgumentException("A walk over all logs reads no numbered pages. Leave Page at 1; to begin further on, set StartAfter or a filter on created_at. Nothing was sent.");
        }

        var range = new WalkRange(query, FilterValue.ToMilliseconds(time.GetUtcNow() - options.SettleDelay));
        var (start, given) = StartOf(range, options.StartAfter);
        if (start >= range.End)
        {
            yield break;
        }

        var source = new WalkSource(range, list, time);
        var stretch = new WalkStretch(source, start, range.End, given);
        var pages = options.Prefetch == 1
            ? ReadAsync(stretch, cancellationToken)
            : new WindowedWalk(source, options).ReadAsync(stretch, cancellationToken);
        var (key, before) = (start, given.Count > 0 ? (object)given : null);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var row in page.Logs)
            {
                var next = range.KeyOf(row);
                row.WalkedBehind(next == key ? before : null, range.Direction);
                (key, before) = (next, row);
            }

            yield return page;
        }
    }

    private static (long Key, List<string> Given) StartOf(WalkRange range, GatewayLogPosition? position)
    {
        if (position is null)
        {
            return (range.Start, []);
        }

        if (position.Direction != range.Direction)
        {
            throw OfAnotherOrder();
        }

        var key = range.KeyOf(position.Milliseconds);
        return key < range.Start ? (range.Start, []) : (key, [.. position.Ids]);
    }

    private static async IAsyncEnumerable<GatewayLogPage> ReadAsync(WalkStretch stretch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!stretch.IsComplete)
        {
            var page = await stretch.AskAsync(cancellationToken).ConfigureAwait(false);
            if (stretch.Take(page) is { Count: > 0 } rows)
            {
                yield return page.Answer.With(rows);
            }
        }
    }
}
