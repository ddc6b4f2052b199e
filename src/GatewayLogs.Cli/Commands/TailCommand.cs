using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Progress;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs tail</c>, which shows new logs until it is interrupted.</summary>
internal static class TailCommand
{
    public const string Name = "tail";

    public static Command Create(ConnectionOptions connection)
    {
        var settle = new Option<string>("--settle")
        {
            Description = "Minimum age of a log before it is shown. Logs that the service indexes later than this are missed.",
            DefaultValueFactory = _ => "30s",
            HelpName = "DURATION",
        };
        var interval = new Option<string>("--interval")
        {
            Description = "Time between two polls, at least 1s.", DefaultValueFactory = _ => "5s", HelpName = "DURATION",
        };
        var limit = new Option<int?>("--limit", "-n")
        {
            Description = "The number of existing logs that are shown first, or 0. Default: 10, or with --since all logs since that time.",
            HelpName = "NUMBER",
        };
        var (selection, output) = (new Selection(), new OutputOptions());
        var command = new Command(
            Name,
            "Shows the last logs, and then new logs as they appear. Prints the oldest first and each exactly once, until interrupted or until the "
            + "reader of its output ends. With --since, starts with the logs since that time.")
        {
            limit, settle, interval,
        };
        output.AddTo(command);
        selection.AddTo(command);
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            if (selection.ReadLimits(result, TimeProvider.System) is var limits && limits.Until is not null)
            {
                throw new FormatException("--until cannot be used with tail, which runs until interrupted. Omit it, or use list. Nothing was sent.");
            }

            var follower = new LogFollower(session.Client, TimeProvider.System)
            {
                IndexingDelay = TimeArgument.ParseDuration(settle.Name, result.GetValue(settle)!, maxDays: 365),
                Interval = TimeArgument.ParseDuration(interval.Name, result.GetValue(interval)!, maxDays: 1, minSeconds: 1),
                Progress = session.Progress,
            };
            var count = GetLimit(result.GetValue(limit), limits.Since);
            var (query, status) = (selection.Read(result, TimeProvider.System), selection.ReadStatus(result));
            var logs = output.Open(result, session.Client, isLive: true);
            if (!session.Progress.IsQuiet)
            {
                await CommandRunner.WarnAsync(Describe(follower, session));
            }

            using var reader = StandardOutput.WatchReader(cancellationToken);
            try
            {
                if (count > 0)
                {
                    var (last, lowerLimit) = await follower.ReadLastAsync(query, status, count, reader.Token);
                    await logs.WriteAsync(last, reader.Token);
                    query = query with { Filters = [lowerLimit, .. query.Filters] };
                }

                await foreach (var page in follower.ReadAsync(query, reader.Token))
                {
                    await logs.WriteAsync(status.Select(page), reader.Token);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The reader of the pipe, such as head, has exited.
            }
            finally
            {
                await status.ReportAsync();
            }

            return ExitCodes.Success;
        });
        return command.WithExamples("gwlogs tail --failed --json id,model,status_code", "gwlogs tail --since 2026-09-01 --settle 1m | head -n 3");
    }

    private static int GetLimit(int? limit, DateTimeOffset? since) => (limit, since) switch
    {
        ( < 0, _) => throw new FormatException("--limit must be 0 or more, as in: --limit 10"),
        (not null, not null) => throw new FormatException("--limit and --since cannot be used together. Specify only one."),
        _ => limit ?? (since is null ? 10 : 0),
    };

    private static string Describe(LogFollower follower, Session session) =>
        $"Following the logs of gateway {session.GatewayId}. A log is shown {Wait.Format(follower.IndexingDelay)} to "
        + $"{Wait.Format(follower.IndexingDelay + follower.Interval)} after its call, because the service indexes logs with a delay (--settle). "
        + "To stop, press Ctrl+C.";
}
