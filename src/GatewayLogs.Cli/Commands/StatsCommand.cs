using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;
using GatewayLogs.Cli.Stats;
using GatewayLogs.Cli.Stats.Html;
using Spectre.Console;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs stats</c>: what logs come to, in groups.</summary>
internal static class StatsCommand
{
    private const string NoKeys = "none";

    public static Command Create(ConnectionOptions connection)
    {
        var by = new Option<string>("--by")
        {
            Description = $"What to group by: {GroupKey.Names}, with commas between them; {NoKeys} for one row of all.",
            DefaultValueFactory = _ => "model",
            HelpName = "KEYS",
        };
        var html = new Option<string?>("--html") { Description = "Writes a page with charts to this file, too; it needs nothing beside it.", HelpName = "FILE" };
        var json = JsonOption.Create();
        var selection = new Selection();
        var command = new Command("stats", "Counts calls, errors, cache hits, tokens, cost and durations: a table on a terminal, one JSON object a line when piped.")
        {
            by, html, json,
        };
        selection.AddTo(command);
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var keys = result.GetRequiredValue(by);
            var page = result.GetValue(html);
            if (page is not null && (Directory.Exists(page) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(page)))))
            {
                throw new FormatException($"--html names '{page}', which is a directory or in none. Name a file in a directory that exists.");
            }

            var report = new StatsReport(keys == NoKeys ? [] : GroupKey.ParseAll(keys));
            await foreach (var log in client.ListAllLogsAsync(selection.Read(result, TimeProvider.System), cancellationToken: cancellationToken))
            {
                report.Add(log);
            }

            if (page is not null)
            {
                await File.WriteAllTextAsync(page, StatsPage.Of(report, "AI Gateway"), cancellationToken);
            }

            if (!JsonOption.IsWanted(result, json))
            {
                StatsTable.Write(AnsiConsole.Console, report);
                return;
            }

            foreach (var line in StatsJson.Lines(report))
            {
                await StandardOutput.WriteAsync(line, cancellationToken);
            }
        });
        return command;
    }
}
