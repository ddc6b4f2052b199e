using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Failures;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs errors</c>, which groups failed logs by their cause.</summary>
internal static class ErrorsCommand
{
    /// <summary>The service can take two minutes to make a response available.</summary>
    private static readonly TimeSpan s_bodyDelay = TimeSpan.FromMinutes(2);

    public static Command Create(ConnectionOptions connection)
    {
        var allDetails = new Option<bool>("--all-details")
        {
            Description = "Reads the message of each failed log, with one request for each, and groups by message as well. Default: of one log per group.",
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object per group and line, also on a terminal." };
        var csv = new Option<bool>("--csv") { Description = "Prints CSV with a header." };
        var selection = new Selection();
        var command = new Command(
            "errors",
            "Groups failed logs by status, provider and model, the most frequent first, with the error message of one log of each group: "
            + "as a table on a terminal or as one JSON object per line when piped. In messages, numbers, ids, quoted texts, e-mail addresses, "
            + "URLs and keys are replaced by placeholders. Lists failed logs only, and takes one more request per group.")
        {
            allDetails, json, csv,
        };
        selection.AddTo(command);
        command.RunsInSession(connection, async (result, session, cancellationToken) =>
        {
            var client = session.Client;
            var write = GetWriter(result.GetValue(json), result.GetValue(csv));
            var (query, status) = (SelectFailed(selection.Read(result, TimeProvider.System)), selection.ReadStatus(result));
            var report = new FailureReport(TimeProvider.System.GetUtcNow() - s_bodyDelay);
            var reader = new FailureReader(client);
            session.Progress.RequestsPerRow += result.GetValue(allDetails) ? 1 : 0;
            var pages = client.ListAllPagesAsync(query, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }, cancellationToken);
            await foreach (var page in session.Progress.CountAsync(pages, cancellationToken: cancellationToken))
            {
                var logs = status.Select(page.Logs);
                var messages = result.GetValue(allDetails) ? await reader.ReadAllAsync([.. logs.Select(log => log.Id)], cancellationToken) : null;
                foreach (var (index, log) in logs.Index())
                {
                    report.Add(log, messages?[index].Message);
                }
            }

            if (!result.GetValue(allDetails))
            {
                var groups = report.Groups;
                var messages = await reader.ReadAllAsync([.. groups.Select(group => group.SampleId)], cancellationToken);
                foreach (var (group, read) in groups.Zip(messages))
                {
                    group.Message = read.Message;
                }
            }

            await new ClockSkewWarning(client).WriteIfSkewedAsync();
            await status.ReportAsync();
            await write(report, cancellationToken);
            return ExitCodes.Success;
        });
        return command.WithExamples(
            "gwlogs errors --since 60d",
            "gwlogs errors --provider openai --all-details --csv",
            "gwlogs errors --filter 'duration gt 1000' --json");
    }

    private static GatewayLogQuery SelectFailed(GatewayLogQuery query)
    {
        var outcomes = query.Filters.Where(filter => filter.Key == LogFilter.Success.Key && filter.Operator == GatewayLogFilterOperator.Equal).ToArray();
        return outcomes.Any(filter => filter.Values.Contains(true))
            ? throw new FormatException("errors lists failed logs only, so it cannot be used with --success or --failed=false. Omit the option, or use list.")
            : outcomes.Length > 0 ? query : query with { Filters = [.. query.Filters, LogFilter.Success.EqualTo(false)] };
    }

    private static Func<FailureReport, CancellationToken, ValueTask> GetWriter(bool json, bool csv) => (json, csv) switch
    {
        (true, true) => throw new FormatException("--json and --csv cannot be used together. Specify only one."),
        (_, true) => (report, cancellationToken) => StandardOutput.WriteTextAsync(FailureOutput.WriteCsv(report), cancellationToken),
        _ when json || Console.IsOutputRedirected =>
            (report, cancellationToken) => StandardOutput.WriteAsync(FailureOutput.WriteJson(report), cancellationToken),
        _ => (report, _) =>
        {
            new FailureTable(TerminalConsole.Open(), TimeZoneInfo.Local, report).Write();
            return ValueTask.CompletedTask;
        },
    };
}
