using System.Globalization;
using System.Runtime.CompilerServices;

namespace GatewayLogs.Paging;

/// <summary>Reads page after page by number, the only way in an order other than that of created_at.</summary>
/// <remarks>
/// Rows that arrive or are deleted meanwhile move others to other pages: one that is returned again is dropped, for which all ids are kept in
/// memory; one that moves to a page already read is missed. Only a page without rows ends the enumeration. A service may return shorter pages
/// than requested, so the length of its first page is requested from then on: whatever it counts offsets in, the pages then join.
/// </remarks>
internal static class OffsetEnumerator
{
    /// <summary>How many pages in a row may hold nothing new before the page number counts as ignored.</summary>
    private const int MaxRepeatedPages = 3;

    /// <summary>How often a page is requested again that is shorter than the others although more rows follow.</summary>
    private const int MaxShortPages = 3;

    public static async IAsyncEnumerable<GatewayLogPage> ReadAsync(
        GatewayLogQuery query, Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
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
                // Rows followed a short page: they were left out of it, or have arrived since.
                query = query with { Page = query.Page - 1 };
                isShort = false;
                if (++shortPages > MaxShortPages)
                {
                    throw new GatewayLogsInconsistentResponseException(
                        string.Create(CultureInfo.InvariantCulture, $"The service returns fewer rows on page {query.Page} than on the pages before it although more follow, so some would be lost. Try again, or list in the order of created_at."),
                        page.HttpResponse);
                }

                continue;
            }

            if (page.Rows.Any(row => row.Id.Length == 0))
            {
                throw new GatewayLogsInconsistentResponseException(
                    "The service returned a log without an id, so it cannot be told from the others. List single pages instead.", page.HttpResponse);
            }

            List<GatewayLog> rows = [.. page.Rows.Where(row => returned.Add(row.Id))];
            if (rows.Count > 0)
            {
                yield return page.With(rows);
            }

            isShort = query.Page > 1 && page.Rows.Count < query.PerPage;
            repeatedPages = rows.Count > 0 || isShort ? 0 : repeatedPages + 1;
            if (repeatedPages == MaxRepeatedPages)
            {
                throw new GatewayLogsInconsistentResponseException(
                    string.Create(CultureInfo.InvariantCulture, $"The service returned nothing new for the pages {query.Page - MaxRepeatedPages + 1} to {query.Page}, as if it ignored the page number; the enumeration would never end. List in the order of created_at."),
                    page.HttpResponse);
            }

            query = query with { Page = query.Page + 1, PerPage = query.Page == 1 ? page.Rows.Count : query.PerPage };
        }
    }
}
