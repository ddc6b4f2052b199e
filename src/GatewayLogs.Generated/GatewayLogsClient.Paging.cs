using System.Runtime.CompilerServices;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Lists all logs that match, page after page.</summary>
    /// <remarks>
    /// Pages are numbered, so logs that arrive or vanish meanwhile can be repeated or missed. The walk ends with the first page that is
    /// not full.
    /// </remarks>
    /// <param name="query">Which logs, in which order, and from which page on. Default: all, oldest first.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The logs.</returns>
    /// <exception cref="GatewayLogsException">The service refused or failed, was not reached, or gave the same page twice.</exception>
    public virtual async IAsyncEnumerable<GatewayLog> ListAllLogsAsync(
        GatewayLogQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new GatewayLogQuery { PerPage = 50 };
        string? previousFirstId = null;
        while (true)
        {
            var page = await ListLogsAsync(query, cancellationToken).ConfigureAwait(false);
            if (page.Logs.Count > 0 && page.Logs[0].Id == previousFirstId)
            {
                throw new GatewayLogsException(
                    FailureMessage.WithRayId($"The service gave the same page for {query.Page - 1} and {query.Page}; the walk would never end.", page.HttpResponse),
                    page.HttpResponse);
            }

            foreach (var log in page.Logs)
            {
                yield return log;
            }

            if (page.Logs.Count < query.PerPage)
            {
                yield break;
            }

            previousFirstId = page.Logs[0].Id;
            query = query with { Page = query.Page + 1 };
        }
    }
}
