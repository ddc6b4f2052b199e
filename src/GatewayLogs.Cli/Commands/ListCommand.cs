using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using Spectre.Console;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs list</c>: one page of logs, newest first.</summary>
internal static class ListCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var filter = new Option<string[]>("--filter") { Description = "A condition KEY OPERATOR VALUE, such as 'model eq gpt-4o'; repeat it to demand several.", HelpName = "CONDITION" };
        var search = new Option<string?>("--search") { Description = "Text to find in the values of the metadata.", HelpName = "TEXT" };
        var page = new Option<int>("--page") { Description = "The number of the page, from 1.", DefaultValueFactory = _ => 1, HelpName = "NUMBER" };
        var perPage = new Option<int>("--per-page") { Description = "How many logs a page holds, from 1 to 50.", DefaultValueFactory = _ => 20, HelpName = "NUMBER" };
        var oldestFirst = new Option<bool>("--oldest-first") { Description = "Lists the oldest logs first." };
        var json = JsonOption.Create();

        var command = new Command("list", "Lists logs, newest first: a table on a terminal, one JSON object a line when piped.")
        {
            filter, search, page, perPage, oldestFirst, json,
        };
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var query = new GatewayLogQuery
            {
                Filters = [.. (result.GetValue(filter) ?? []).Select(GatewayLogFilter.Parse)],
                Search = result.GetValue(search),
                Page = result.GetValue(page),
                PerPage = result.GetValue(perPage),
                OrderByDirection = result.GetValue(oldestFirst) ? GatewayLogOrderDirection.Asc : GatewayLogOrderDirection.Desc,
            };
            var logs = (await client.ListLogsAsync(query, cancellationToken)).Logs;
            if (JsonOption.IsWanted(result, json))
            {
                await JsonLines.WriteAsync(logs, cancellationToken);
            }
            else
            {
                LogTable.Write(AnsiConsole.Console, logs);
            }
        });
        return command;
    }
}
