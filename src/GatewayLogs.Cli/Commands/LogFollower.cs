using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Progress;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Polls for new logs until canceled. Each poll resumes from the cursor of the previous one.</summary>
internal sealed class LogFollower(GatewayLogsClient client, TimeProvider time)
{
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromMinutes(1);

    private readonly ClockSkewWarning _skewWarning = new(client);

    public TimeSpan IndexingDelay { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets the progress, which counts the logs; null for none.</summary>
    public CommandProgress? Progress { get; init; }

    /// <summary>Returns the newest logs, oldest first, that a read with the same query and the lower limit does not return.</summary>
    /// <param name="query">The conditions.</param>
    /// <param name="status">The statuses.</param>
    /// <param name="count">The maximum number of logs.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The logs, and the lower limit.</returns>
    public async Task<(IReadOnlyList<GatewayLog> Logs, GatewayLogFilter LowerLimit)> ReadLastAsync(
        GatewayLogQuery query, StatusSelection status, int count, CancellationToken cancellationToken)
    {
        // Older logs are indexed. Younger ones are read once they are older, so that each is shown once.
        var now = await ServiceTime.FromLocalAsync(time.GetUtcNow(), client.ForMany(), cancellationToken);
        var bound = DateTimeOffset.FromUnixTimeMilliseconds((now - IndexingDelay).ToUnixTimeMilliseconds());
        query = query with
        {
            Filters = [LogFilter.CreatedAt.Before(bound), .. query.Filters], OrderByDirection = GatewayLogOrderDirection.Descending,
        };
        List<GatewayLog> logs = [];
        var pages = client.ForMany().ListAllPagesAsync(
            query, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero, MaxConcurrency = 1 }, cancellationToken);
        await using var pageReader = pages.GetAsyncEnumerator(cancellationToken);
        while (logs.Count < count && await pageReader.MoveNextAsync())
        {
            logs.AddRange(status.Select(pageReader.Current.Logs).Take(count - logs.Count));
        }

        logs.Reverse();
        Progress?.AddRows(logs.Count);
        return (logs, LogFilter.CreatedAt.After(bound.AddMilliseconds(-1)));
    }

    /// <summary>Returns logs after the lower limit of the query, or without one, logs created from now on by the service's clock.</summary>
    public async IAsyncEnumerable<IReadOnlyList<GatewayLog>> ReadAsync(GatewayLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset? startedAt =
            query.Filters.Any(filter => filter is { Key: "created_at", Operator: GatewayLogFilterOperator.GreaterThan }) ? null : time.GetUtcNow();
        GatewayLogCursor? cursor = null;
        for (var failures = 0; ;)
        {
            var pages = PollAsync(query, startedAt, cursor, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (pages.ConfigureAwait(false))
            {
                while (await TryMoveNextAsync(pages) is { } failed)
                {
                    failures = failed ? failures + 1 : 0;
                    if (failed)
                    {
                        break;
                    }

                    Progress?.AddRows(pages.Current.Logs.Count);
                    yield return pages.Current.Logs;
                    cursor = pages.Current.Cursor ?? cursor;
                }
            }

            await _skewWarning.WriteIfSkewedAsync();
            var delay = Interval * Math.Pow(2, Math.Min(failures, 10));
            delay = failures == 0 || delay < s_maxDelay ? delay : s_maxDelay;
            Progress?.Add(new Wait(WaitKind.NextPoll), delay);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>
    /// Advances to the next page. Returns whether that failed with a transient error; null at the end of the enumeration.
    /// </summary>
    private static async Task<bool?> TryMoveNextAsync(IAsyncEnumerator<GatewayLogPage> pages)
    {
        try
        {
            return await pages.MoveNextAsync() ? false : null;
        }
        catch (GatewayLogsException exception) when (exception.IsTransient)
        {
            await CommandRunner.WarnAsync($"{ServiceFailure.Describe(exception)} Retrying.");
            return true;
        }
    }

    /// <summary>Lists logs after the cursor, or before there is one, logs created since a local time.</summary>
    private async IAsyncEnumerable<GatewayLogPage> PollAsync(
        GatewayLogQuery query, DateTimeOffset? startedAt, GatewayLogCursor? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (startedAt is { } local && cursor is null)
        {
            var since = await ServiceTime.FromLocalAsync(local, client.ForMany(), cancellationToken);
            query = query with { Filters = [LogFilter.CreatedAt.After(since), .. query.Filters] };
        }

        var options = new GatewayLogPagingOptions { StartAfter = cursor, IndexingDelay = IndexingDelay, MaxConcurrency = 1 };
        await foreach (var page in client.ListAllPagesAsync(query, options, cancellationToken))
        {
            yield return page;
        }
    }
}
