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
        var yes = new Option<bool>("--yes") { Description = "Deletes without asking for confirmation." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be deleted, and deletes nothing." };
        var every = new Option<bool>("--every-log") { Description = "Selects all logs. Without it, a deletion without any condition is refused." };
        var verify = new Option<string>("--verify")
        {
            Description = "How many of the selected logs are listed and compared with the conditions before one is deleted: all, or a sample for retention jobs over millions of logs.",
            DefaultValueFactory = _ => "all",
            HelpName = "all|sample",
        };
        var exportFirst = new Option<string?>("--export-first")
        {
            Description = "Writes the logs to this new file before, without their bodies, and deletes only those that it was verified to hold and that have not changed since.",
            HelpName = "FILE",
        };
        var receipt = new Option<string?>("--receipt") { Description = "Writes to this new file, as JSON, what was selected, requested and deleted, however the command ends.", HelpName = "FILE" };
        var selection = new Selection();
        var command = new Command(
            "delete",
            "Deletes logs. It shows how many, the oldest, the newest and a few, and deletes nothing unless --yes is given or, on a terminal, the name of the gateway is typed. " +
            "One log is deleted first, alone, to check that the service deletes what it is asked to. Logs of the last minute and those that arrive meanwhile are left. " +
            "It ends with 8 when the deletion is refused, was stopped, or its outcome is unknown.")
        {
            yes, dryRun, every, verify, exportFirst, receipt,
        };
        selection.AddTo(command);
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            var isDryRun = result.GetValue(dryRun);
            var query = ReadQuery(selection.Read(result, TimeProvider.System), result.GetValue(every));
            var run = new DeleteRun(session, query, new DeletePrompt(session.GatewayId, result.GetValue(yes), isDryRun))
            {
                Verification = ReadVerification(result.GetRequiredValue(verify)),
                ExportPath = isDryRun ? null : result.GetValue(exportFirst),
            };
            if (run is { Verification: GatewayLogDeleteVerification.Sample, ExportPath: not null })
            {
                throw new FormatException("--verify sample and --export-first exclude each other: an export lists every log. Leave one out. Nothing was sent.");
            }

            if (!isDryRun && !result.GetValue(yes) && !DeletePrompt.CanAsk)
            {
                throw new FormatException("delete asks for confirmation on a terminal, and there is none. Add --yes to delete, or --dry-run to see what would be deleted. Nothing was deleted.");
            }

            return await run.RunAsync(result.GetValue(receipt), cancellationToken);
        });
        return command.WithExamples(
            "gwlogs delete --until 30d --dry-run",
            "gwlogs delete --metadata tenant=acme --yes --receipt acme.json",
            "gwlogs delete --failed --until 7d --export-first failed.ndjson --yes");
    }

    private static GatewayLogDeleteQuery ReadQuery(GatewayLogQuery query, bool everyLog)
    {
        if (query.Search is not null)
        {
            throw new FormatException("--search cannot delete: the service has no such condition for deletions. Select by --metadata or --filter. Nothing was sent.");
        }

        return query.Filters.Count == 0 == everyLog
            ? new GatewayLogDeleteQuery { Filters = query.Filters, AllowDeleteAll = everyLog }
            : throw new FormatException(everyLog
                ? "--every-log contradicts the other conditions. Give one of the two. Nothing was sent."
                : "delete needs a condition such as --until 30d, or --every-log if all logs are meant. Nothing was sent.");
    }

    private static GatewayLogDeleteVerification ReadVerification(string text) => text switch
    {
        "all" => GatewayLogDeleteVerification.All,
        "sample" => GatewayLogDeleteVerification.Sample,
        _ => throw new FormatException($"--verify is all or sample, not '{text}'. Nothing was sent."),
    };
}
