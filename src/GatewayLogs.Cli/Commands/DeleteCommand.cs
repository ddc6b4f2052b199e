using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Deleting;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs delete</c>: shows what would be deleted, and deletes it when that is confirmed.</summary>
internal static class DeleteCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var yes = new Option<bool>("--yes") { Description = "Deletes without asking." };
        var every = new Option<bool>("--every-log") { Description = "Selects all logs, where otherwise a deletion without any condition is refused." };
        var exportFirst = new Option<string?>("--export-first")
        {
            Description = "Writes the logs to this new file before, without their bodies, and deletes only those that it was verified to hold and that have not changed since.",
            HelpName = "FILE",
        };
        var selection = new Selection();
        var command = new Command(
            "delete",
            "Deletes logs. It shows how many, the oldest, the newest and a few, and deletes nothing unless --yes is given or, on a terminal, the name of the gateway is typed. " +
            "Logs that arrive meanwhile are spared. It ends with 8 when the deletion is refused or nobody knows whether it was executed.")
        {
            yes, every, exportFirst,
        };
        selection.AddTo(command);
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            try
            {
                var query = Bounded(selection.Read(result, TimeProvider.System), result.GetValue(every));
                return await RunAsync(session, query, result.GetValue(yes), result.GetValue(exportFirst), cancellationToken);
            }
            catch (GatewayLogsFilterIgnoredException exception)
            {
                throw new CommandFailedException(
                    $"The deletion is refused. {exception.Message} Nothing more was deleted. List the logs with the same conditions to see what the service makes of them.", ExitCodes.DeleteRefused);
            }
        });
        return command.WithExamples(
            "gwlogs delete --until 30d",
            "gwlogs delete --metadata tenant=acme --yes",
            "gwlogs delete --failed --until 7d --export-first failed.ndjson --yes");
    }

    /// <summary>Fixes what is meant now: what is shown is what is deleted, whatever arrives while somebody makes up his mind.</summary>
    private static GatewayLogQuery Bounded(GatewayLogQuery query, bool everyLog)
    {
        if (query.Search is not null)
        {
            throw new FormatException("--search cannot delete: the service has no such condition for deletions. Select by --metadata or --filter. Nothing was sent.");
        }

        if (query.Filters.Count == 0 != everyLog)
        {
            throw new FormatException(everyLog
                ? "--every-log contradicts the other conditions. Give one of the two. Nothing was sent."
                : "delete needs a condition such as --until 30d, or --every-log if all logs are meant. Nothing was sent.");
        }

        return query with { Filters = [.. query.Filters, LogFilter.CreatedAt.Before(TimeProvider.System.GetUtcNow())] };
    }

    private static async Task<int> RunAsync(Session session, GatewayLogQuery query, bool yes, string? exportPath, CancellationToken cancellationToken)
    {
        var preview = await DeletePreview.ReadAsync(session.Client, query, cancellationToken);
        var talk = new DeleteTalk(session.GatewayId);
        await talk.ShowAsync(preview, cancellationToken);
        if (preview.Count == 0)
        {
            return ExitCodes.Success;
        }

        if (!yes && !DeleteTalk.CanAsk)
        {
            await DeleteTalk.SayAsync("Nothing was deleted. To delete them, add --yes.", cancellationToken);
            return ExitCodes.Success;
        }

        if (!yes && !await talk.AskAsync(cancellationToken))
        {
            throw new CommandFailedException("That is not the name of the gateway. Nothing was deleted.", ExitCodes.DeleteRefused);
        }

        var outcome = await DeleteAsync(session.Client, query, exportPath, talk, cancellationToken);
        await DeleteTalk.ShowAsync(outcome, cancellationToken);
        return outcome switch
        {
            { IsComplete: false } => ExitCodes.DeleteRefused,
            { Changed: > 0 } => ExitCodes.Partial,
            _ => ExitCodes.Success,
        };
    }

    private static async Task<DeleteOutcome> DeleteAsync(
        GatewayLogsClient client, GatewayLogQuery query, string? exportPath, DeleteTalk talk, CancellationToken cancellationToken)
    {
        try
        {
            return exportPath is null
                ? new DeleteOutcome().With(await client.DeleteAllLogsAsync(
                    new GatewayLogDeleteQuery { Filters = query.Filters }, new Told<GatewayLogDeleteReport>(report => talk.ShowProgress(report.Requested, report.Observed)), cancellationToken))
                : await ExportAndDeleteAsync(client, query, exportPath, talk, cancellationToken);
        }
        finally
        {
            talk.EndProgress();
        }
    }

    private static async Task<DeleteOutcome> ExportAndDeleteAsync(
        GatewayLogsClient client, GatewayLogQuery query, string path, DeleteTalk talk, CancellationToken cancellationToken)
    {
        var exported = new ExportedLogs(path);
        var count = await exported.WriteAsync(client, query, cancellationToken);
        await DeleteTalk.SayAsync($"exported   {count} to {path}, verified", cancellationToken);
        return await new ExportedDelete(client.ForMany(), new Told<DeleteOutcome>(outcome => talk.ShowProgress(outcome.Requested, outcome.Observed))).RunAsync(exported, cancellationToken);
    }

    /// <summary>Tells at once, and on the same thread: <see cref="Progress{T}"/> would tell late and out of order.</summary>
    private sealed class Told<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
