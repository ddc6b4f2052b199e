using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>Enumerates logs by page number, which is the only way in an order other than that of created_at.</summary>
/// <remarks>
/// Rows that are added or deleted during the enumeration move others to other pages. A row that is returned twice is dropped, so all ids
/// are kept in memory; a row that moves to a page that has already been read is missed. Only an empty page ends the enumeration. A service
/// may return shorter pages than requested, so the length of the first page is requested for all others: the pages then join, however the
/// service computes offsets.
/// </remarks>
internal static class OffsetEnumerator
{
    /// <summary>The number of consecutive pages without new rows after which the service is assumed to ignore the page number.</summary>
    private const int MaxRepeatedPages = 3;

    /// <summary>How often a page is requested again if it is shorter than the first one although more rows follow.</summary>
    private const int MaxShortPages = 3;

    public static async IAsyncEnumerable<GatewayLogPage> ReadAsync(
        GatewayLogQuery query, Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = query with { PerPage = query.EnumerationPerPage };
        HashSet<string> returned = [];
        var (isShort, shortPages, repeatedPages) = (false, 0, 0);
        while (true)
        {
            var page = await list(query, cancellationToken).ConfigureAwait(false);
            if (page.Rows.Count == 0)
            {
                yield break;
            }

            if (isShort)
            {
                // Rows follow a short page, so it was incomplete, or rows were added since.
                query = query with { Page = query.Page - 1 };
                isShort = false;
                if (++shortPages > MaxShortPages)
                {
                    throw new GatewayLogsInconsistentResponseException(
                        $"Page {query.Page} has fewer rows than the pages before it although more rows follow, so some would be lost. "
                        + "Try again, or list in the order of created_at.",
                        page.HttpResponse);
                }

                continue;
            }

            if (page.Rows.Any(row => row.Id.Length == 0))
            {
                throw new GatewayLogsInconsistentResponseException(
                    "The service returned a log without an id, so duplicates cannot be detected. List single pages instead.",
                    page.HttpResponse);
            }

            List<GatewayLog> rows = [.. page.Rows.Where(row => returned.Add(row.Id))];
            if (rows.Count > 0)
            {
                yield return page.WithLogs(rows);
            }

            isShort = query.Page > 1 && page.Rows.Count < query.PerPage;
            repeatedPages = rows.Count > 0 || isShort ? 0 : repeatedPages + 1;
            if (repeatedPages == MaxRepeatedPages)
            {
                throw new GatewayLogsInconsistentResponseException(
                    $"The pages {query.Page - MaxRepeatedPages + 1} to {query.Page} contain no new logs: the service seems to ignore "
                    + "the page number, and the enumeration would never end. List in the order of created_at.",
                    page.HttpResponse);
            }

            query = query with { Page = query.Page + 1, PerPage = query.Page == 1 ? page.Rows.Count : query.PerPage };
        }
    }
}
