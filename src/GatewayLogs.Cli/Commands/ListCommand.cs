using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var limit = new Option<int?>("--limit", "-n") { Description = "Maximum number of logs to list. Default: 20.", HelpName = "NUMBER" };
        var all = new Option<bool>("--all") { Description = "Lists all matching logs, each exactly once." };
        var oldestFirst = new Option<bool>("--oldest-first") { Description = "Lists the oldest logs first." };
        var (selection, output) = (new Selection(), new OutputOptions());
        var command = new Command("list", "Lists logs, newest first. Prints a table on a terminal, and one JSON object per line when piped.")
        {
            limit, all, oldestFirst,
        };
        output.AddTo(command);
        selection.AddTo(command);
        command.RunsOnLogs(connection, async (result, source, cancellationToken) =>
        {
            var maxLogs = GetLimit(result.GetValue(limit), result.GetValue(all));
            var query = selection.Read(result, TimeProvider.System) with
            {
                OrderByDirection = result.GetValue(oldestFirst) ? GatewayLogOrderDirection.Ascending : GatewayLogOrderDirection.Descending,
            };
            var status = selection.ReadStatus(result);
            var logs = output.Open(result, source.Client);
            var isEmpty = true;
            await foreach (var page in source.ListAsync(query, status, maxLogs, cancellationToken))
            {
                isEmpty &= page.Count == 0;
                await logs.WriteAsync(page, cancellationToken);
            }

            await logs.CompleteAsync(cancellationToken);
            await status.ReportAsync();
            if (isEmpty && !status.IsUsed && query is { Filters.Count: 0, Search: null, FiltersOnClient: false })
            {
                await CommandRunner.WarnAsync(source.EmptyMessage);
            }
        });
        return command.WithExamples(
            "gwlogs list --since 2026-10-01 --failed --limit 5",
            "gwlogs list --model gpt-4o --metadata team=search --columns id,cost,metadata.team",
            "gwlogs list --filter 'tokens_out gt 300' --json id,tokens_out",
            "gwlogs list --all --csv > logs.csv",
            "gwlogs list --from logs.ndjson.gz --failed");
    }

    private static int? GetLimit(int? limit, bool all) => (limit, all) switch
    {
        (not null, true) => throw new FormatException("--limit and --all cannot be used together. Specify only one."),
        ( < 1, _) => throw new FormatException("--limit must be 1 or more, as in: --limit 100"),
        _ => all ? null : limit ?? 20,
    };
}
