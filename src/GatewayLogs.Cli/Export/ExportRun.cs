using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// Runs an export: starts it, or resumes it from the checkpoint. A checkpoint is saved only after the rows that it describes were flushed
/// to disk. What an interrupted run wrote after its last checkpoint is truncated and written again.
/// </summary>
internal sealed class ExportRun(ExportPlan plan, GatewayLogsClient client, CommandProgress progress, TimeProvider time)
{
    private const int MaxFailedIds = 10;

    private readonly List<string> _failedIds = [];

    /// <summary>Gets what is persisted, also if the run fails.</summary>
    public ExportReport Report { get; private set; } = new(0, 0, 0, []);

    public async Task<ExportReport> RunAsync(CancellationToken cancellationToken)
    {
        var output = new ExportOutput(plan);
        using var state = output.OpenState();
        var last = state.Load();
        var checkpoint = await new ExportStart(plan, client, time).BeginAsync(last, cancellationToken);
        if (last is null)
        {
            // Save the checkpoint before creating the output. After a kill, an output without a checkpoint would be rejected as not written
            // by an export.
            await state.SaveAsync(checkpoint);
        }

        // Verify what the last checkpoint describes before it is replaced.
        using var sink = output.Open(state, checkpoint, isFinished: last?.IsComplete == true);
        using var ids = ExportedIds.Open(state, checkpoint, last);
        var versions = plan.Refreshes is { } range ? await ExportedVersions.ReadAsync(range, plan.Output, cancellationToken) : null;
        await EstimateAsync(checkpoint, cancellationToken);
        await CopyAsync(state, sink, ids, log => ids.IsKnown(log) || versions?.IsCurrent(log) == true, checkpoint, cancellationToken);
        return Report;
    }

    private async Task CopyAsync(
        StateFolder state, IExportSink sink, ExportedIds ids, Func<GatewayLog, bool> isExported, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var before = CountLines(checkpoint);
        async Task<Checkpoint> CommitAsync(Checkpoint next)
        {
            next = sink.Commit(next) with { Ids = ids.Commit() };
            await state.SaveAsync(next);
            sink.Committed();
            Report = CreateReport(next, before, sink.Files);
            return next;
        }

        // Persist the ids that were carried over from the previous run before anything else is written.
        checkpoint = await CommitAsync(checkpoint);
        state.DeleteAllBut("ids-*", state.IdsPath(checkpoint.Run));
        var (rows, failed, uncommitted) = (checkpoint.Rows, checkpoint.FailedBodies, 0);
        await foreach (var (row, cursor) in ReadAsync(isExported, checkpoint, cancellationToken))
        {
            if (rows >= plan.Limit)
            {
                break;
            }

            if (row is not null)
            {
                await sink.WriteAsync(row, cancellationToken);
                ids.Add(row.Log);
                rows++;
                uncommitted++;
                failed += CountFailed(row);
                progress.AddRows(1);
            }

            if (cursor is not null && uncommitted >= plan.CheckpointEvery)
            {
                checkpoint = await CommitAsync(checkpoint with { Position = cursor.ToString(), Rows = rows, FailedBodies = failed });
                uncommitted = 0;
            }
        }

        await sink.FinishAsync(cancellationToken);
        await CommitAsync(checkpoint with { Position = null, Rows = rows, FailedBodies = failed, IsComplete = true });
    }

    private ExportReport CreateReport(Checkpoint checkpoint, long before, IReadOnlyList<string> files) =>
        new(CountLines(checkpoint) - before, CountLines(checkpoint), checkpoint.FailedBodies, _failedIds)
        {
            LeftOut = checkpoint.LeftOut,
            From = checkpoint.From is { } from ? DateTimeOffset.FromUnixTimeMilliseconds(from) : null,
            Until = DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.Until),
            IsComplete = checkpoint.IsComplete,
            Files = files,
        };

    /// <summary>
    /// Returns the rows with their bodies. A row that an earlier run wrote, or that is not selected, is null; only its cursor is used.
    /// </summary>
    private async IAsyncEnumerable<(ExportRow? Row, GatewayLogCursor? Cursor)> ReadAsync(
        Func<GatewayLog, bool> isExported, Checkpoint checkpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GatewayLogPagingOptions options = new()
        {
            IndexingDelay = TimeSpan.Zero, // The upper limit of the run already includes the delay.
            MaxConcurrency = 2, // Two concurrent requests exceed the rate limit and the speed of a disk; more would only use memory.
            StartAfter = checkpoint.Position is null ? null : GatewayLogCursor.Parse(checkpoint.Position),
        };
        var logs = OrderedRows.ReadAsync(client.ListAllPagesAsync(plan.GetQuery(checkpoint), options, cancellationToken), cancellationToken);
        bool IsLeftOut(GatewayLog log) =>
            !plan.Selection.Status.Selects(log) || !plan.IsSelected(log, checkpoint.SampleLimit) || isExported(log);
        if (plan.Bodies == ExportBodies.None)
        {
            await foreach (var (log, cursor) in logs)
            {
                yield return (IsLeftOut(log) ? null : new ExportRow(log), cursor);
            }

            yield break;
        }

        var bodies = new BodyPrefetcher(client.ForMany(), plan.Bodies, plan.SkipsForbiddenBodies, IsLeftOut);
        await foreach (var row in bodies.ReadAsync(logs, cancellationToken))
        {
            yield return row;
        }
    }

    private static long CountLines(Checkpoint checkpoint) => checkpoint.Rows - (checkpoint.LeftOut?.Values.Sum() ?? 0);

    private async Task EstimateAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (progress.IsShown)
        {
            var from = checkpoint.Position is null ? checkpoint.From : GatewayLogCursor.Parse(checkpoint.Position).CreatedAt.ToUnixTimeMilliseconds();
            var page = await client.ForMany().ListLogsAsync(plan.GetQuery(checkpoint with { From = from }) with { PerPage = 1 }, cancellationToken);
            var total = page.Info.TotalCount is { } all
                ? Math.Min(Math.Min(all, plan.Sample?.Size ?? all), (plan.Limit ?? long.MaxValue) - checkpoint.Rows)
                : page.Info.TotalCount;
            var estimate = new ExportEstimate(total, plan.Bodies) { IsUpperBound = plan.Selection.Status.IsUsed };
            progress.Expect(estimate.IsUpperBound ? null : total);
            progress.RequestsPerRow += plan.Bodies == ExportBodies.None ? 0 : 1;
            await CommandRunner.WriteErrorAsync(estimate.ToString());
        }
    }

    private int CountFailed(ExportRow row)
    {
        var count = row.Bodies.Count(body => body.Body.State == ExportBody.Failed);
        if (count > 0 && _failedIds.Count < MaxFailedIds)
        {
            _failedIds.Add(row.Log.Id);
        }

        return count;
    }
}
