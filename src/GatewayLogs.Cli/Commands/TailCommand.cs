using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs tail</c>: new logs as they appear, until it is interrupted.</summary>
internal static class TailCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var settle = new Option<string>("--settle")
        {
            Description = "How old a log must be to be shown: one that the service indexes later than this is missed.",
            DefaultValueFactory = _ => "30s",
            HelpName = "DURATION",
        };
        var interval = new Option<string>("--interval") { Description = "How long to wait between two looks.", DefaultValueFactory = _ => "5s", HelpName = "DURATION" };
        var (selection, output) = (new Selection(), new OutputOptions());
        var command = new Command("tail", "Shows new logs as they appear, each once and oldest first, until it is interrupted; with --since, those from then on first.")
        {
            settle, interval,
        };
        output.AddTo(command);
        selection.AddTo(command);
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            if (selection.ReadLimits(result, TimeProvider.System).Until is not null)
            {
                throw new FormatException("tail shows what comes, and has no end: leave --until out, or give it to list. Nothing was sent.");
            }

            var follow = new LogFollower(client, TimeProvider.System)
            {
                Settle = TimeArgument.ParseDuration(settle.Name, result.GetValue(settle)!, mostDays: 365),
                Interval = TimeArgument.ParseDuration(interval.Name, result.GetValue(interval)!, mostDays: 1),
            };
            var logs = output.Open(result, isLive: true);
            await foreach (var page in follow.ReadAsync(selection.Read(result, TimeProvider.System), cancellationToken))
            {
                await logs.WriteAsync(page, cancellationToken);
            }
        });
        return command.WithExamples("gwlogs tail --failed --json id,model,status_code", "gwlogs tail --since 2026-09-01 --settle 1m | head -n 3");
    }
}
