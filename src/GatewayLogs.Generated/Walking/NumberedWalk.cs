using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>Reads page after page by number, the only way in an order other than that of created_at.</summary>
/// <remarks>
/// The best that can be had: what arrives or vanishes meanwhile moves rows to other pages. One that comes again is left out, for which all
/// ids are remembered; one that is moved to a page already read is missed.
/// </remarks>
internal static class NumberedWalk
{
    /// <summary>How many pages in a row may hold nothing new before the page number counts as ignored.</summary>
    private const int MostRepeats = 3;

    public static async IAsyncEnumerable<GatewayLogPage> ReadAsync(
        GatewayLogQuery query, Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = query with { PerPage = query.WalkPerPage };
        HashSet<string> given = [];
        for (var repeats = 0; repeats < MostRepeats; query = query with { Page = query.Page + 1 })
        {
            var page = await list(query, cancellationToken).ConfigureAwait(false);
            if (page.Rows.Any(row => row.Id.Length == 0))
            {
                throw new GatewayLogsContradictionException("The service gave a log without an id, so it cannot be told from the others.", page.HttpResponse);
            }

            List<GatewayLog> rows = [.. page.Rows.Where(row => given.Add(row.Id))];
            if (rows.Count > 0)
            {
                yield return page.With(rows);
            }

            var reached = ((long)(query.Page - 1) * query.PerPage) + page.Rows.Count;
            if (page.Rows.Count == 0 || (page.Rows.Count < query.PerPage && (page.Info.TotalCount ?? reached) <= reached))
            {
                yield break;
            }

            repeats = rows.Count > 0 ? 0 : repeats + 1;
            if (repeats == MostRepeats)
            {
                throw new GatewayLogsContradictionException(
                    $"The service gave nothing new for the pages {query.Page - MostRepeats + 1} to {query.Page}, as if it ignored the number; the walk would never end.",
                    page.HttpResponse);
            }
        }
    }
}
