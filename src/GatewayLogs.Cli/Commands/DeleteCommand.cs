using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Deleting;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs delete</c>, which previews a deletion and executes it after confirmation.</summary>
internal static class DeleteCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var ids = new Argument<string[]>("ID") { Description = "The ids of the logs to delete.", Arity = ArgumentArity.ZeroOrMore };
        var yes = new Option<bool>("--yes", "-y") { Description = "Deletes without confirmation." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be deleted, without deleting it." };
        var every = new Option<bool>("--every-log") { Description = "Selects all logs. Required when there are no other conditions." };
        var verify = new Option<string>("--verify")
        {
            Description =
                "Which matching logs are listed and checked against the conditions before anything is deleted: all, or a sample for retention jobs " +
                "over millions of logs.",
            DefaultValueFactory = _ => "all",
            HelpName = "all|sample",
        };
        var exportFirst = new Option<string?>("--export-first")
        {
            Description =
                "Exports the logs to this new file first, without bodies, and deletes only those whose export was verified and that have not " +
                "changed since.",
            HelpName = "FILE",
        };
        var receipt = new Option<string?>("--receipt")
        {
            Description = "Writes what was selected, requested and deleted to this new file, as JSON, even if the command fails.",
            HelpName = "FILE",
        };
        var selection = new Selection();
        var command = new Command(
            "delete",
            "Deletes logs, by id or by conditions. Shows how many match, the oldest, the newest and a few examples, and asks for confirmation: " +
            "type the name of the gateway, or use --yes. " +
            "A single log is deleted first, to verify that the service deletes only what is requested. Logs of the last minute, and logs that " +
            "arrive in the meantime, are not deleted. " +
            "Exit code 8 means that the deletion was refused or stopped, or that its outcome is unknown.")
        {
            ids, yes, dryRun, every, verify, exportFirst, receipt,
        };
        var format = new FormatOption([OutputFormat.Text, OutputFormat.Json, OutputFormat.Jsonl]);
        format.AddTo(command);
        selection.AddTo(command);
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            if (selection.ReadStatus(result).IsUsed)
            {
                throw new FormatException(
                    "--status cannot be used with delete, because the service cannot filter by status and would select logs with other "
                    + "statuses too. Use --failed, --model or --filter. Nothing was sent.");
            }

            var (isDryRun, selected) = (result.GetValue(dryRun), format.Read(result, piped: OutputFormat.Text));
            var query = ReadQuery(AddIds(selection.Read(result, TimeProvider.System), result.GetValue(ids) ?? []), result.GetValue(every));
            var run = new DeleteRun(session, query, new DeletePrompt(session.GatewayId, result.GetValue(yes), isDryRun, selected != OutputFormat.Text))
            {
                Format = selected,
                Verification = ReadVerification(result.GetRequiredValue(verify)),
                ExportPath = isDryRun ? null : PathArgument.Parse(exportFirst.Name, result.GetValue(exportFirst), "Name a file."),
            };
            if (run is { Verification: GatewayLogDeleteVerification.Sample, ExportPath: not null })
            {
                throw new FormatException(
                    "--verify sample and --export-first cannot be used together, because an export lists every log. Omit one. Nothing was sent.");
            }

            if (!isDryRun && !result.GetValue(yes) && !DeletePrompt.CanAsk)
            {
                throw new FormatException(
                    "delete asks for confirmation, which requires a terminal. Use --yes to delete without confirmation, or --dry-run to show what " +
                    "would be deleted. Nothing was deleted.");
            }

            return await run.RunAsync(PathArgument.Parse(receipt.Name, result.GetValue(receipt), "Name a file."), cancellationToken);
        });
        return command.WithExamples(
            "gwlogs delete --until 30d --dry-run",
            $"gwlogs delete {Examples.Id} -y",
            "gwlogs delete --metadata tenant=acme --yes --receipt acme.json",
            "gwlogs delete --failed --until 7d --export-first failed.ndjson --yes");
    }

    private static GatewayLogQuery AddIds(GatewayLogQuery query, string[] ids) => ids.Length == 0 ? query : query with
    {
        Filters = [new GatewayLogFilter(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, ids), .. query.Filters],
    };

    private static GatewayLogDeleteQuery ReadQuery(GatewayLogQuery query, bool everyLog)
    {
        if (query.Search is not null)
        {
            throw new FormatException(
                "--search cannot be used with delete, because the service does not support it for deletions. Use --metadata or --filter. " +
                "Nothing was sent.");
        }

        return query.Filters.Count == 0 == everyLog
            ? new GatewayLogDeleteQuery { Filters = query.Filters, AllowDeleteAll = everyLog }
            : throw new FormatException(everyLog
                ? "--every-log cannot be used with other conditions. Omit it, or the conditions. Nothing was sent."
                : "delete requires an id, a condition such as --until 30d, or --every-log to delete all logs. Nothing was sent.");
    }

    private static GatewayLogDeleteVerification ReadVerification(string text) => text switch
    {
        "all" => GatewayLogDeleteVerification.All,
        "sample" => GatewayLogDeleteVerification.Sample,
        _ => throw new FormatException($"--verify must be all or sample, not '{text}'. Nothing was sent."),
    };
}
