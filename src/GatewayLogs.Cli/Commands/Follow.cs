using System.Runtime.CompilerServices;

namespace GatewayLogs.Cli.Commands;

/// <summary>Reads new logs for ever: one walk after another, each from where the one before stood.</summary>
internal sealed class Follow(GatewayLogsClient client, TimeProvider time)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gives the logs from the query's own limit on, or else those that are younger than now.</summary>
    public async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ReadAsync(GatewayLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!query.Filters.Any(filter => filter is { Key: "created_at", Operator: GatewayLogFilterOperator.Gt }))
        {
            query = query with { Filters = [LogFilter.CreatedAt.After(time.GetUtcNow()), .. query.Filters] };
        }

        GatewayLogPosition? position = null;
        for (var failures = 0; ;)
        {
            var walk = new GatewayLogWalkOptions { StartAfter = position, SettleDelay = Settle, Prefetch = 1 };
            var pages = client.ListAllPagesAsync(query, walk, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (pages.ConfigureAwait(false))
            {
                while (await MovesAsync(pages) is { } failed)
                {
                    failures = failed ? failures + 1 : 0;
                    if (failed)
                    {
                        break;
                    }

                    yield return pages.Current.Logs;
                    position = pages.Current.Position ?? position;
                }
            }

            var pause = Interval * Math.Pow(2, Math.Min(failures, 10));
            await Task.Delay(failures == 0 || pause < s_longestPause ? pause : s_longestPause, time, cancellationToken);
        }
    }

    /// <summary>Whether the next page failed to come, in a way that will pass; null at the end of the walk.</summary>
    private static async Task<bool?> MovesAsync(IAsyncEnumerator<GatewayLogPage> pages)
    {
        try
        {
            return await pages.MoveNextAsync() ? false : null;
        }
        catch (GatewayLogsException exception) when (exception.IsTransient)
        {
            await CommandRunner.WarnAsync($"{ServiceFailure.Describe(exception)} Still trying.");
            return true;
        }
    }
}
