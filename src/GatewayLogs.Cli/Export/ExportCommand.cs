using System.CommandLine;
using System.Globalization;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Help;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>Implements <c>gwlogs export</c>, which writes each log exactly once, even when it is interrupted and run again.</summary>
internal static class ExportCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var options = new ExportOptions();
        var command = new Command(
            "export",
            """
            Exports logs to a file or folder, each exactly once.

            Repeat the same command after an interruption, and it goes on; repeat it later, and it adds what is new.
            """);
        var selection = new Selection();
        options.AddTo(command);
        selection.AddTo(command);
        command.WithNote(() => $"Fields: {string.Join(", ", LogColumn.RowFields.Select(field => field.Name))}.");
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            var (since, until) = selection.ReadLimits(result, TimeProvider.System);
            var conditions = selection.ReadConditions(result, TimeProvider.System);
            if (conditions.Filters.Any(filter => filter.Key == LogFilter.CreatedAt.Key))
            {
                // A relative time resolves to a different instant in each run, which would leave gaps between runs.
                throw new FormatException("--filter created_at cannot be used with export, because each run resumes where "
                    + "the previous one ended. Use --since and --until. Nothing was sent.");
            }

            var logs = new ExportSelection(conditions, since, until, selection.CanonicalArguments(result)) { Status = selection.ReadStatus(result) };
            var address = result.GetValue(connection.Emulator) ? connection.Emulator.Name : session.BaseAddress.AbsoluteUri;
            var plan = options.GetPlan(result, session.Source, address, logs);
            var (isReported, refresh) = (options.IsReported(result), options.GetRefresh(result, plan));
            using var summary = new ExportSummary();
            List<ExportRun> runs = [new ExportRun(plan, session.Client, session.Progress, TimeProvider.System)];
            try
            {
                var exitCode = await ReportAsync(await runs[0].RunAsync(cancellationToken), plan, session.Progress.IsQuiet);
                if (refresh is { } window)
                {
                    var refreshed = plan.Refresh(runs[0].Report, window);
                    runs.Add(new ExportRun(refreshed, session.Client, session.Progress, TimeProvider.System));
                    exitCode = Math.Max(exitCode, await ReportAsync(await runs[1].RunAsync(cancellationToken), refreshed, session.Progress.IsQuiet));
                }

                return exitCode;
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(
                    $"--out '{plan.Output}' cannot be written: {exception.Message} Specify a path that the current user can write.", ExitCodes.Failure);
            }
            finally
            {
                if (isReported)
                {
                    await StandardOutput.WriteTextAsync(summary.Write(runs[0].Report, runs.ElementAtOrDefault(1)?.Report), CancellationToken.None);
                }
            }
        });
        return command.WithExamples(
            "gwlogs export --out logs.ndjson",
            "gwlogs export --out logs.csv.gz --model gpt-4o --columns id,created_at,cost,metadata.team",
            "gwlogs export --out lake --format parquet --since 60d --with-bodies request,response",
            "gwlogs export --out logs.ndjson.zst --refresh 14d --quiet --report json",
            "gwlogs export --out bad.jsonl --format messages --feedback bad --dedupe --redact email,phone,ip,secret",
            "gwlogs export --out sample.jsonl --format messages --success --sample 20 --seed 7");
    }

    private static async Task<int> ReportAsync(ExportReport report, ExportPlan plan, bool isQuiet)
    {
        if (!isQuiet)
        {
            await plan.Selection.Status.ReportAsync();
            var rows = plan.Refreshes is null ? "new rows" : "changed logs";
            await CommandRunner.WriteErrorAsync(string.Create(
                CultureInfo.InvariantCulture, $"{report.NewRows:N0} {rows}, {report.Rows:N0} in all{DescribeLeftOut(report)}: {plan.Output}"));
        }

        return report.FailedBodies == 0
            ? ExitCodes.Success
            : await CommandRunner.FailAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.FailedBodies} bodies could not be read and have the state failed{FailedLogs(report)}. "
                    + $"Try gwlogs request ID or gwlogs response ID."),
                ExitCodes.Partial);
    }

    /// <summary>Returns how many logs all runs left out; empty if the format has a row for each log.</summary>
    private static string DescribeLeftOut(ExportReport report) => report.LeftOut switch
    {
        null => "",
        { Count: 0 } => ", 0 logs left out",
        var reasons => string.Create(
            CultureInfo.InvariantCulture,
            $", {reasons.Values.Sum():N0} logs left out "
            + $"({string.Join(", ", reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key}: {reason.Value:N0}")))})"),
    };

    private static string FailedLogs(ExportReport report) =>
        report.FailedIds.Count == 0
        ? ""
        : $", for the logs {string.Join(", ", report.FailedIds)}{(report.FailedBodies > report.FailedIds.Count ? " and others" : "")}";
}
