using System.Diagnostics;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Cli.Export.Parquet;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Files;
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

    public async Task<ExportReport> RunAsync(CancellationToken cancellationToken)
    {
        PrepareOutput();
        using var state = StateFolder.Open(plan.StatePath, plan.Output, plan.IsFolder ? HoldsAnything(plan.Output) : File.Exists(plan.Output));
        var last = state.Load();
        var checkpoint = await BeginAsync(last, cancellationToken);
        if (last is null)
        {
            // Save the checkpoint before creating the output. After a kill, an output without a checkpoint would be rejected as not written
            // by an export.
            await state.SaveAsync(checkpoint);
        }

        // Verify what the last checkpoint describes before it is replaced.
        using var sink = OpenSink(state, checkpoint, isFinished: last?.IsComplete == true);
        using var ids = ExportedIds.Open(state, checkpoint, last);
        await EstimateAsync(checkpoint, cancellationToken);
        return await CopyAsync(state, sink, ids, checkpoint, cancellationToken);
    }

    /// <summary>
    /// Returns whether a folder contains more than the state of an export that was interrupted at its start, and hidden files.
    /// </summary>
    private static bool HoldsAnything(string folder) => new DirectoryInfo(folder) is { Exists: true } existing
        && existing.EnumerateFileSystemInfos().Any(entry => !IsHidden(entry) && entry.Name != "_gwlogs");

    /// <summary>Returns whether an entry is hidden, or one that systems create. Names that begin with a dot are hidden on Unix.</summary>
    private static bool IsHidden(FileSystemInfo entry) => entry.Name is ['.', ..] or "lost+found"
        || entry.Attributes.HasFlag(FileAttributes.Hidden)
        || entry.Name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || entry.Name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);

    private async Task<ExportReport> CopyAsync(
        StateFolder state, IExportSink sink, ExportedIds ids, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        async Task<Checkpoint> CommitAsync(Checkpoint next)
        {
            next = sink.Commit(next) with { Ids = ids.Commit() };
            await state.SaveAsync(next);
            sink.Committed();
            return next;
        }

        // Persist the ids that were carried over from the previous run before anything else is written.
        checkpoint = await CommitAsync(checkpoint);
        state.DeleteAllBut("ids-*", state.IdsPath(checkpoint.Run));
        var (before, rows, failed, uncommitted) = (CountLines(checkpoint), checkpoint.Rows, checkpoint.FailedBodies, 0);
        await foreach (var (row, cursor) in ReadAsync(ids, checkpoint, cancellationToken))
        {
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
        checkpoint = await CommitAsync(checkpoint with { Position = null, Rows = rows, FailedBodies = failed, IsComplete = true });
        var lines = CountLines(checkpoint);
        return new ExportReport(lines - before, lines, failed, _failedIds) { LeftOut = checkpoint.LeftOut };
    }

    /// <summary>
    /// Returns the rows with their bodies. A row that an earlier run wrote, or that is not selected, is null; only its cursor is used.
    /// </summary>
    private async IAsyncEnumerable<(ExportRow? Row, GatewayLogCursor? Cursor)> ReadAsync(
        ExportedIds ids, Checkpoint checkpoint, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GatewayLogPagingOptions options = new()
        {
            IndexingDelay = TimeSpan.Zero, // The upper limit of the run already includes the delay.
            MaxConcurrency = 2, // Two concurrent requests exceed the rate limit and the speed of a disk; more would only use memory.
            StartAfter = checkpoint.Position is null ? null : GatewayLogCursor.Parse(checkpoint.Position),
        };
        var logs = OrderedRows.ReadAsync(client.ListAllPagesAsync(GetQuery(checkpoint), options, cancellationToken), cancellationToken);
        bool IsLeftOut(GatewayLog log) =>
            !plan.Selection.Status.Selects(log) || !IsSelected(log, checkpoint.SampleLimit) || ids.IsKnown(log);
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

    private bool IsSelected(GatewayLog log, ulong? sampleLimit) =>
        plan.Scores.Selects(log) && (plan.Sample is null || sampleLimit is null || plan.Sample.GetHash(log) <= sampleLimit);

    private static long CountLines(Checkpoint checkpoint) => checkpoint.Rows - (checkpoint.LeftOut?.Values.Sum() ?? 0);

    private GatewayLogQuery GetQuery(Checkpoint checkpoint)
    {
        List<GatewayLogFilter> filters =
        [
            .. plan.Selection.Query.Filters,
            LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.Until)),
        ];
        if (checkpoint.From is { } from)
        {
            filters.Add(LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(from - 1)));
        }

        return plan.Selection.Query with { Filters = filters, IncludeRawJson = plan.Format == ExportFormat.Ndjson && plan.Bodies == ExportBodies.None };
    }

    /// <summary>Returns the checkpoint to start or resume from. The upper limit of a new run is fixed by the service's clock.</summary>
    private async Task<Checkpoint> BeginAsync(Checkpoint? last, CancellationToken cancellationToken)
    {
        if (last is not null)
        {
            RequireSame(last.CanonicalArguments);
            if (!last.IsComplete)
            {
                return last;
            }
        }

        var now = await ServiceTime.FromLocalAsync(time.GetUtcNow(), client.ForMany(), cancellationToken);
        await new ClockSkewWarning(client).WriteIfSkewedAsync();
        var indexedUntil = (now - plan.IndexingDelay).ToUnixTimeMilliseconds();
        var until = Math.Max(last?.Until ?? long.MinValue, Math.Min(indexedUntil, plan.Selection.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue));
        var since = last is null ? plan.Selection.Since?.ToUnixTimeMilliseconds() : last.Since;
        var lookBack = (long)plan.LookBack.TotalMilliseconds;
        var from = last is null ? since : Math.Max(Math.Max(last.RememberedFrom, last.Until - lookBack), since ?? long.MinValue);
        var checkpoint = new Checkpoint
        {
            CanonicalArguments = plan.CanonicalArguments,
            Run = (last?.Run ?? 0) + 1,
            Since = since,
            From = from,
            Until = until,
            RememberedFrom = Math.Max(until - lookBack, from ?? 0), // No log is older than 1970.
            Rows = last?.Rows ?? 0,
            File = last?.File,
            Parts = last?.Parts ?? [],
            LeftOut = last?.LeftOut,
            Seen = last?.Seen,
            SampleLimit = last?.SampleLimit,
        };
        return last is null && plan.Sample is { } sample
            ? checkpoint with { SampleLimit = await FindLimitAsync(sample, checkpoint, cancellationToken) }
            : checkpoint;
    }

    private Task<ulong> FindLimitAsync(Sample sample, Checkpoint checkpoint, CancellationToken cancellationToken) => sample.FindLimitAsync(
        client.ListAllPagesAsync(GetQuery(checkpoint), new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero, MaxConcurrency = 2 }, cancellationToken),
        log => plan.Selection.Status.Matches(log) && IsSelected(log, null));

    private void RequireSame(IReadOnlyDictionary<string, string> arguments)
    {
        foreach (var name in arguments.Keys.Union(plan.CanonicalArguments.Keys))
        {
            var (before, now) = (arguments.GetValueOrDefault(name, "(none)"), plan.CanonicalArguments.GetValueOrDefault(name, "(none)"));
            if (before != now)
            {
                throw new ArgumentException($"{plan.Output} belongs to another export: it was started with {name} {before}, "
                    + $"but this command has {name} {now}. Use the original arguments, or choose another --out.");
            }
        }
    }

    private void PrepareOutput()
    {
        if (plan.IsFolder ? File.Exists(plan.Output) : Directory.Exists(plan.Output))
        {
            throw new ArgumentException(
                $"{plan.Output} is a {(plan.IsFolder ? "file, but Parquet is written to a folder" : "folder, but this format is written to a file")}. "
                + "Choose another --out.");
        }

        if (plan.IsFolder)
        {
            PrivateFile.CreateFolder(plan.Output);
        }
        else
        {
            PrivateFile.CreateParentFolder(plan.Output);
            PrivateFile.RequireSafe(plan.Output);
        }
    }

    private IExportSink OpenSink(StateFolder state, Checkpoint checkpoint, bool isFinished)
    {
        AppendedFile OpenFile() => AppendedFile.Open(plan.Output, checkpoint.File, isFinished: isFinished);
        return plan.Format switch
        {
            ExportFormat.Parquet => new ParquetSink(plan, state, checkpoint, isFinished),
            ExportFormat.Csv => new FileSink(OpenFile, () => new CsvFormat(plan.Bodies), plan.Compression),
            ExportFormat.Messages => new MessagesSink(plan, state, checkpoint, isFinished, OpenFile),
            ExportFormat.Ndjson => new FileSink(OpenFile, () => new NdjsonFormat(), plan.Compression),
            _ => throw new UnreachableException($"Unknown format {plan.Format}."),
        };
    }

    private async Task EstimateAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (progress.IsShown)
        {
            var from = checkpoint.Position is null ? checkpoint.From : GatewayLogCursor.Parse(checkpoint.Position).CreatedAt.ToUnixTimeMilliseconds();
            var page = await client.ForMany().ListLogsAsync(GetQuery(checkpoint with { From = from }) with { PerPage = 1 }, cancellationToken);
            var total = page.Info.TotalCount is { } all && plan.Sample is { } sample ? Math.Min(all, sample.Size) : page.Info.TotalCount;
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
