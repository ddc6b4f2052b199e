using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// Orders rows independently of the order of the service: rows of the same millisecond are ordered by id. Only the last row of a
/// millisecond has a cursor, so that a checkpoint never splits a millisecond, and the order is the same after an interruption.
/// </summary>
internal static class OrderedRows
{
    /// <summary>
    /// The maximum number of rows that are ordered together. Gateways accept 500 calls per second, so a millisecond has fewer rows; if a
    /// service returns more, they are ordered in parts.
    /// </summary>
    private const int MaxBufferedRows = 5_000;

    /// <param name="pages">The pages of the enumeration.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The rows, each with the cursor after it if a checkpoint can be saved there.</returns>
    public static async IAsyncEnumerable<(GatewayLog Log, GatewayLogCursor? Cursor)> ReadAsync(
        IAsyncEnumerable<GatewayLogPage> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<GatewayLog> rows = [];
        long? millisecond = null;
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var log in page.Logs)
            {
                var next = log.CreatedAt!.Value.ToUnixTimeMilliseconds();
                if (rows.Count > 0 && (next != millisecond || rows.Count >= MaxBufferedRows))
                {
                    foreach (var row in InOrder(rows))
                    {
                        yield return row;
                    }

                    rows.Clear();
                }

                millisecond = next;
                rows.Add(log);
            }
        }

        foreach (var row in InOrder(rows))
        {
            yield return row;
        }
    }

    private static IEnumerable<(GatewayLog Log, GatewayLogCursor? Cursor)> InOrder(List<GatewayLog> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        var last = rows[^1];
        rows.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        foreach (var log in rows)
        {
            yield return (log, log == rows[^1] ? last.Cursor : null);
        }
    }
}
