using System.CommandLine;
using System.Globalization;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
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
            var plan = options.GetPlan(result, session.Source, logs);
            var isQuiet = result.GetValue(options.Quiet);
            var progress = new ExportProgress(isQuiet || Console.IsErrorRedirected ? null : Console.Error, TimeProvider.System);
            (session.Waits.IsQuiet, session.Waits.BeforeLine) = (isQuiet, progress.End);
            try
            {
                var report = await new ExportRun(plan, session.Client, progress, TimeProvider.System).RunAsync(cancellationToken);
                return await ReportAsync(report, plan, isQuiet);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(
                    $"--out '{plan.Output}' cannot be written: {exception.Message} Specify a path that the current user can write.", ExitCodes.Failure);
            }
        });
        return command.WithExamples(
            "gwlogs export --out logs.ndjson",
            "gwlogs export --out logs.csv.gz --format csv --compress gzip --model gpt-4o",
            "gwlogs export --out lake --format parquet --since 60d --with-bodies request,response",
            "gwlogs export --out bad.jsonl --format messages --feedback bad --dedupe --redact email,phone,ip,secret",
            "gwlogs export --out sample.jsonl --format messages --success --sample 20 --seed 7");
    }

    private static async Task<int> ReportAsync(ExportReport report, ExportPlan plan, bool isQuiet)
    {
        if (!isQuiet)
        {
            await plan.Selection.Status.ReportAsync();
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{report.NewRows:N0} new rows, {report.Rows:N0} in all{DescribeLeftOut(report)}: {plan.Output}"));
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
