using System.Diagnostics;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Export.Parquet;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Export;

/// <summary>
/// One run of an export: begins, or resumes from the checkpoint. Rows are written and flushed to the disk, and only then does the checkpoint
/// describe them; what was written after the last checkpoint of an unfinished run is cut off and written again.
/// </summary>
internal sealed class ExportRun(ExportPlan plan, GatewayLogsClient client, ExportProgress progress, TimeProvider time)
{
    private const int MostFailedIds = 10;

    private readonly List<string> _failedIds = [];

    public async Task<ExportReport> RunAsync(CancellationToken cancellationToken)
    {
        PrepareOutput();
        using var state = StateFolder.Open(plan.StatePath, plan.Output, plan.IsFolder ? HoldsAnything(plan.Output) : File.Exists(plan.Output));
        var last = state.Load();
        var checkpoint = await BeginAsync(last, cancellationToken);
        if (last is null)
        {
            // Before there is an output: one without a checkpoint would not be recognized after a kill.
            await state.SaveAsync(checkpoint);
        }

        // What the last checkpoint describes is verified before another takes its place.
        using var sink = OpenSink(state, checkpoint, isFinished: last?.IsComplete == true);
        using var ids = RememberedIds.Open(state, checkpoint, last);
        await PredictAsync(checkpoint, cancellationToken);
        try
        {
            return await CopyAsync(state, sink, ids, checkpoint, cancellationToken);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Whether a folder holds more than the state of an export that was interrupted at its start.</summary>
    private static bool HoldsAnything(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != "_gwlogs");

    private async Task<ExportReport> CopyAsync(
        StateFolder state, IExportSink sink, RememberedIds ids, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        async Task<Checkpoint> CommitAsync(Checkpoint next)
        {
            next = sink.Commit(next) with { Ids = ids.Commit() };
            await state.SaveAsync(next);
            sink.Committed();
            return next;
        }

        // A kill right here must find the ids that were carried over from the run before.
        checkpoint = await CommitAsync(checkpoint);
        state.DeleteAllBut("ids-*", state.IdsPath(checkpoint.Run));
        var (rowsBefore, rows, failed, waiting) = (checkpoint.Rows, checkpoint.Rows, checkpoint.FailedBodies, 0);
        await foreach (var (row, position) in ReadAsync(ids, checkpoint, cancellationToken))
        {
            if (row is not null)
            {
                await sink.WriteAsync(row, cancellationToken);
                ids.Add(row.Log);
                rows++;
                waiting++;
                failed += CountFailed(row);
                progress.AddRow();
            }

            if (position is not null && waiting >= plan.CheckpointEvery)
            {
                checkpoint = await CommitAsync(checkpoint with { Position = position.ToString(), Rows = rows, FailedBodies = failed });
                waiting = 0;
            }
        }

        await sink.FinishAsync(cancellationToken);
        await CommitAsync(checkpoint with { Position = null, Rows = rows, FailedBodies = failed, IsComplete = true });
        return new ExportReport(rows - rowsBefore, rows, failed, _failedIds);
    }

    /// <summary>The rows with their bodies; a row that an earlier run has written is null, and only its position counts.</summary>
    private async IAsyncEnumerable<(ExportRow? Row, GatewayLogCursor? Position)> ReadAsync(
        RememberedIds ids, Checkpoint checkpoint, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GatewayLogPagingOptions options = new()
        {
            IndexingDelay = TimeSpan.Zero, // Until is fixed, and has settled.
            MaxConcurrency = 2, // More would only hold more rows: two at once are faster than the service's limit, and than a disk.
            StartAfter = checkpoint.Position is null ? null : GatewayLogCursor.Parse(checkpoint.Position),
        };
        var logs = OrderedRows.ReadAsync(client.ListAllPagesAsync(GetQuery(checkpoint), options, cancellationToken), progress.Saw, cancellationToken);
        if (plan.Bodies == ExportBodies.None)
        {
            await foreach (var (log, position) in logs)
            {
                yield return (ids.IsKnown(log) ? null : new ExportRow(log), position);
            }

            yield break;
        }

        var bodies = new BodyPrefetcher(client.ForMany(), plan.Bodies, ids.IsKnown);
        await foreach (var row in bodies.ReadAsync(logs, cancellationToken))
        {
            yield return row;
        }
    }

    private GatewayLogQuery GetQuery(Checkpoint checkpoint)
    {
        List<GatewayLogFilter> filters = [.. plan.Selection.Query.Filters, LogFilter.CreatedAt.Before(DateTimeOffset.FromUnixTimeMilliseconds(checkpoint.Until))];
        if (checkpoint.From is { } from)
        {
            filters.Add(LogFilter.CreatedAt.After(DateTimeOffset.FromUnixTimeMilliseconds(from - 1)));
        }

        return plan.Selection.Query with { Filters = filters, IncludeRawJson = plan.Format == ExportFormat.Ndjson && plan.Bodies == ExportBodies.None };
    }

    /// <summary>Returns the checkpoint to go on from. The bound of a new run is fixed by the service's clock.</summary>
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

        var now = await ServiceTime.FromLocalAsync(time.GetUtcNow(), client, cancellationToken);
        await new ClockSkewWarning(client).WriteIfSkewedAsync();
        var settled = (now - plan.IndexingDelay).ToUnixTimeMilliseconds();
        var until = Math.Max(last?.Until ?? long.MinValue, Math.Min(settled, plan.Selection.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue));
        var since = last is null ? plan.Selection.Since?.ToUnixTimeMilliseconds() : last.Since;
        var lookBack = (long)plan.LookBack.TotalMilliseconds;
        var from = last is null ? since : Math.Max(Math.Max(last.RememberedFrom, last.Until - lookBack), since ?? long.MinValue);
        return new Checkpoint
        {
            CanonicalArguments = plan.CanonicalArguments,
            Run = (last?.Run ?? 0) + 1,
            Since = since,
            From = from,
            Until = until,
            RememberedFrom = Math.Max(until - lookBack, from ?? 0), // No log is from before 1970.
            Rows = last?.Rows ?? 0,
            File = last?.File,
            Parts = last?.Parts ?? [],
        };
    }

    private void RequireSame(IReadOnlyDictionary<string, string> arguments)
    {
        foreach (var name in arguments.Keys.Union(plan.CanonicalArguments.Keys))
        {
            var (before, now) = (arguments.GetValueOrDefault(name, "nothing"), plan.CanonicalArguments.GetValueOrDefault(name, "nothing"));
            if (before != now)
            {
                throw new ArgumentException($"{plan.Output} belongs to another export: it was begun with {name} {before}, and this is {name} {now}. Repeat the command as it was, or choose another --out.");
            }
        }
    }

    private void PrepareOutput()
    {
        if (plan.IsFolder ? File.Exists(plan.Output) : Directory.Exists(plan.Output))
        {
            throw new ArgumentException($"{plan.Output} is a {(plan.IsFolder ? "file, and Parquet is written into a folder" : "folder, and this format is one file")}. Choose another --out.");
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
            ExportFormat.Ndjson => new FileSink(OpenFile, () => new NdjsonFormat(), plan.Compression),
            _ => throw new UnreachableException($"{plan.Format} has no sink."),
        };
    }

    private async Task PredictAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (progress.IsShown)
        {
            var from = checkpoint.Position is null ? checkpoint.From : GatewayLogCursor.Parse(checkpoint.Position).CreatedAt.ToUnixTimeMilliseconds();
            var page = await client.ListLogsAsync(GetQuery(checkpoint with { From = from }) with { PerPage = 1 }, cancellationToken);
            progress.Predict(new ExportPrediction(page.Info.TotalCount, plan.Bodies));
        }
    }

    private int CountFailed(ExportRow row)
    {
        var count = row.Bodies.Count(body => body.Body.State == ExportBody.Failed);
        if (count > 0 && _failedIds.Count < MostFailedIds)
        {
            _failedIds.Add(row.Log.Id);
        }

        return count;
    }
}
