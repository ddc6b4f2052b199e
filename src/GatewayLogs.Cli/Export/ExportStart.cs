using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Cli.Export;

/// <summary>Determines the time range of a run: that of the run to resume, or a new one that follows the previous run.</summary>
internal sealed class ExportStart(ExportPlan plan, GatewayLogsClient client, TimeProvider time)
{
    /// <summary>Returns the checkpoint to start or resume from. The upper limit of a new run is fixed by the service's clock.</summary>
    /// <param name="last">The last checkpoint; null for a new export.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="ArgumentException">The checkpoint is that of another export.</exception>
    public async Task<Checkpoint> BeginAsync(Checkpoint? last, CancellationToken cancellationToken)
    {
        var stale = last;
        if (last is not null && ExportIdentity.FindDifference(last.CanonicalArguments, plan.CanonicalArguments) is { } difference)
        {
            // Without a single row, the arguments of the checkpoint have no effect yet.
            last = last.IsEmpty ? null : throw new ArgumentException(
                $"{plan.Output} belongs to another export: it was started with {difference.Before}, but this command has {difference.Now}. "
                + $"Use the original arguments, choose another --out, or start over: delete {plan.Output}{(plan.IsFolder ? "" : $" and {plan.StatePath}")}.");
        }

        if (last is { IsComplete: false })
        {
            return last with { CanonicalArguments = plan.CanonicalArguments };
        }

        var (since, from, until) = plan.Refreshes is { } range ? (range.From, range.From, range.Until) : await GetRangeAsync(last, cancellationToken);
        var checkpoint = new Checkpoint
        {
            CanonicalArguments = plan.CanonicalArguments,
            Run = (last?.Run ?? 0) + 1,
            Since = since,
            From = from,
            Until = until,
            RememberedFrom = Math.Max(until - (long)plan.LookBack.TotalMilliseconds, from ?? 0), // No log is older than 1970.
            Rows = last?.Rows ?? 0,
            File = (last ?? stale)?.File,
            Parts = last?.Parts ?? [],
            LeftOut = last?.LeftOut,
            Seen = last?.Seen,
            SampleLimit = last?.SampleLimit,
        };
        return last is null && plan.Sample is { } sample
            ? checkpoint with { SampleLimit = await FindLimitAsync(sample, checkpoint, cancellationToken) }
            : checkpoint;
    }

    private async Task<(long? Since, long? From, long Until)> GetRangeAsync(Checkpoint? last, CancellationToken cancellationToken)
    {
        var now = await ServiceTime.FromLocalAsync(time.GetUtcNow(), client.ForMany(), cancellationToken);
        await new ClockSkewWarning(client).WriteIfSkewedAsync();
        var indexedUntil = (now - plan.IndexingDelay).ToUnixTimeMilliseconds();
        var until = Math.Max(last?.Until ?? long.MinValue, Math.Min(indexedUntil, plan.Selection.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue));
        var since = last is null ? plan.Selection.Since?.ToUnixTimeMilliseconds() : last.Since;
        var lookBack = (long)plan.LookBack.TotalMilliseconds;
        return (since, last is null ? since : Math.Max(Math.Max(last.RememberedFrom, last.Until - lookBack), since ?? long.MinValue), until);
    }

    private Task<ulong> FindLimitAsync(Sample sample, Checkpoint checkpoint, CancellationToken cancellationToken) => sample.FindLimitAsync(
        client.ListAllPagesAsync(
            plan.GetQuery(checkpoint), new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero, MaxConcurrency = 2 }, cancellationToken),
        log => plan.Selection.Status.Matches(log) && plan.IsSelected(log, null));
}
