using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// The rows of a walk in one order that does not depend on the service: those of one millisecond by their ids. The last of them says where
/// the walk stands, so that an export is never cut within a millisecond and orders it the same after an interruption.
/// </summary>
internal static class OrderedRows
{
    /// <summary>More rows than this in one millisecond are no logs of a gateway, which takes 500 a second; they are ordered in parts.</summary>
    private const int MostHeld = 5_000;

    /// <param name="pages">The pages of the walk.</param>
    /// <param name="seen">Hears of each page.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The rows, each with the position behind it if an export may be cut there.</returns>
    public static async IAsyncEnumerable<(GatewayLog Log, GatewayLogCursor? Position)> ReadAsync(
        IAsyncEnumerable<GatewayLogPage> pages, Action<GatewayLogPage> seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<GatewayLog> held = [];
        long? millisecond = null;
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            seen(page);
            foreach (var log in page.Logs)
            {
                var next = log.CreatedAt!.Value.ToUnixTimeMilliseconds();
                if (held.Count > 0 && (next != millisecond || held.Count >= MostHeld))
                {
                    foreach (var row in InOrder(held))
                    {
                        yield return row;
                    }

                    held.Clear();
                }

                millisecond = next;
                held.Add(log);
            }
        }

        foreach (var row in InOrder(held))
        {
            yield return row;
        }
    }

    private static IEnumerable<(GatewayLog Log, GatewayLogCursor? Position)> InOrder(List<GatewayLog> held)
    {
        if (held.Count == 0)
        {
            yield break;
        }

        var last = held[^1];
        held.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        foreach (var log in held)
        {
            yield return (log, log == held[^1] ? last.Cursor : null);
        }
    }
}
