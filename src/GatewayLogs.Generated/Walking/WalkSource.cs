namespace GatewayLogs;

/// <summary>Asks for the pages of a walk, and asks again for one that cannot be right.</summary>
internal sealed class WalkSource(
    WalkRange range, Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> list, TimeProvider time)
{
    /// <summary>How often one page is asked for before its contradiction counts as the service's answer.</summary>
    private const int Attempts = 3;

    /// <summary>Whether the service gives rows that show the very limit they should lie beyond, as if its lt and gt were not strict.</summary>
    private volatile bool _takesEdges;

    public WalkRange Range => range;

    public async Task<WalkPage> AskAsync(GatewayLogQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            GatewayLogPage page;
            try
            {
                page = await list(query, cancellationToken).ConfigureAwait(false);
            }
            catch (GatewayLogsFilterIgnoredException) when (attempt < Attempts)
            {
                // It may be a page of another question; a service that never applies the filters gives none that is right.
                await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var problem = ProblemOf(page);
            var isOnTheEdge = !_takesEdges && IsOnTheEdge(page, query);
            if (problem is null && (!isOnTheEdge || attempt >= Attempts))
            {
                _takesEdges |= isOnTheEdge;
                return new WalkPage(page, range);
            }

            if (attempt >= Attempts)
            {
                throw new GatewayLogsContradictionException(problem!, page.HttpResponse);
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits before a question is repeated, longer each time: 250 ms to 4 s.</summary>
    public Task PauseAsync(int count, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(250 << Math.Min(count - 1, 4)), time, cancellationToken);

    /// <summary>Whether a row shows a limit of the question: harmless when the service is like that, and otherwise a page of another question.</summary>
    private static bool IsOnTheEdge(GatewayLogPage page, GatewayLogQuery query) => query.Filters.Any(filter =>
        filter is { Key: RowField.CreatedAt, Operator: GatewayLogFilterOperator.Lt or GatewayLogFilterOperator.Gt, Values: [DateTimeOffset] }
        && page.Rows.Any(row => FilterCheck.Judge(filter, row) == FilterVerdict.Unknown));

    private string? ProblemOf(GatewayLogPage page)
    {
        if (page.Rows.Any(row => row.CreatedAt is null || row.Id.Length == 0))
        {
            return "The service gave a log without an id or created_at, so it has no place in the order of the walk.";
        }

        for (var i = 1; i < page.Rows.Count; i++)
        {
            if (range.KeyOf(page.Rows[i]) < range.KeyOf(page.Rows[i - 1]))
            {
                return "The service gave logs in another order than it was asked for, so it cannot be told which are missing.";
            }
        }

        return null;
    }
}
