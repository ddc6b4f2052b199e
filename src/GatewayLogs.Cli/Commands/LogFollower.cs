using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Connection;

namespace GatewayLogs.Cli.Commands;

/// <summary>Reads new logs without end: one enumeration after another, each from the position of the one before.</summary>
internal sealed class LogFollower(GatewayLogsClient client, TimeProvider time)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly ClockSkewWarning _skewWarning = new(client);

    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Returns the logs from the query's own limit on, or else those that are younger than now by the service's clock.</summary>
    public async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ReadAsync(GatewayLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset? begun = query.Filters.Any(filter => filter is { Key: "created_at", Operator: GatewayLogFilterOperator.GreaterThan }) ? null : time.GetUtcNow();
        GatewayLogCursor? position = null;
        for (var failures = 0; ;)
        {
            var pages = PollAsync(query, begun, position, cancellationToken).GetAsyncEnumerator(cancellationToken);
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
                    position = pages.Current.Cursor ?? position;
                }
            }

            await _skewWarning.WriteIfSkewedAsync();
            var pause = Interval * Math.Pow(2, Math.Min(failures, 10));
            await Task.Delay(failures == 0 || pause < s_longestPause ? pause : s_longestPause, time, cancellationToken);
        }
    }

    /// <summary>Returns whether the next page failed to come, in a way that will pass; null at the end of the enumeration.</summary>
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

    /// <summary>Reads what is new since a position, or since a local time while there is none.</summary>
    private async IAsyncEnumerable<GatewayLogPage> PollAsync(
        GatewayLogQuery query, DateTimeOffset? begun, GatewayLogCursor? position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (begun is { } local && position is null)
        {
            var since = await ServiceTime.FromLocalAsync(local, client, cancellationToken);
            query = query with { Filters = [LogFilter.CreatedAt.After(since), .. query.Filters] };
        }

        var walk = new GatewayLogPagingOptions { StartAfter = position, IndexingDelay = Settle, MaxConcurrency = 1 };
        await foreach (var page in client.ListAllPagesAsync(query, walk, cancellationToken))
        {
            yield return page;
        }
    }
}
