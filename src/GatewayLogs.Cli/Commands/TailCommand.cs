using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs tail</c>, which shows new logs until it is interrupted.</summary>
internal static class TailCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var settle = new Option<string>("--settle")
        {
            Description = "Minimum age of a log before it is shown. Logs that the service indexes later than this are missed.",
            DefaultValueFactory = _ => "30s",
            HelpName = "DURATION",
        };
        var interval = new Option<string>("--interval") { Description = "Time between two polls.", DefaultValueFactory = _ => "5s", HelpName = "DURATION" };
        var (selection, output) = (new Selection(), new OutputOptions());
        var command = new Command(
            "tail",
            "Shows new logs as they appear, until interrupted. Prints the oldest first, and each exactly once. With --since, starts with the logs " +
            "since that time.")
        {
            settle, interval,
        };
        output.AddTo(command);
        selection.AddTo(command);
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            if (selection.ReadLimits(result, TimeProvider.System).Until is not null)
            {
                throw new FormatException("--until cannot be used with tail, which runs until interrupted. Omit it, or use list. Nothing was sent.");
            }

            var follower = new LogFollower(client, TimeProvider.System)
            {
                IndexingDelay = TimeArgument.ParseDuration(settle.Name, result.GetValue(settle)!, maxDays: 365),
                Interval = TimeArgument.ParseDuration(interval.Name, result.GetValue(interval)!, maxDays: 1),
            };
            var status = selection.ReadStatus(result);
            var logs = output.Open(result, client, isLive: true);
            try
            {
                await foreach (var page in follower.ReadAsync(selection.Read(result, TimeProvider.System), cancellationToken))
                {
                    await logs.WriteAsync(status.Select(page), cancellationToken);
                }
            }
            finally
            {
                await status.ReportAsync();
            }
        });
        return command.WithExamples("gwlogs tail --failed --json id,model,status_code", "gwlogs tail --since 2026-09-01 --settle 1m | head -n 3");
    }
}
