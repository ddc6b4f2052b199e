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
        var format = FormatOption.CreateForGroups("Prints one JSON object per group and line, also on a terminal.");
        var selection = new Selection();
        var command = new Command(
            "errors",
            "Groups failed logs by status, provider and model. The most frequent group is first, each with the error message of one of its logs. "
            + "Prints a table on a terminal, and one JSON object per line when piped. In messages, numbers, ids, quoted texts, e-mail addresses, "
            + "URLs and keys are replaced by placeholders. Lists failed logs only, and takes one more request per group.")
        {
            allDetails,
        };
        format.AddTo(command);
        selection.AddTo(command);
        command.RunsOnLogs(connection, async (result, source, cancellationToken) =>
        {
            var (selected, zone) = (format.Read(result), ZoneOption.Read(result));
            var (query, status) = (SelectFailed(selection.Read(result, TimeProvider.System)), selection.ReadStatus(result));
            var report = new FailureReport(TimeProvider.System.GetUtcNow() - s_bodyDelay);
            await source.ReadFailuresAsync(report, query, status, result.GetValue(allDetails), cancellationToken);
            await status.ReportAsync();
            await GroupOutput.WriteAsync(
                selected,
                report.Groups,
                (json, group) => FailureOutput.WriteJson(json, report, group),
                () => FailureOutput.WriteCsv(report),
                console => new FailureTable(console, zone, report).Write(),
                cancellationToken);
        });
        return command.WithExamples(
            "gwlogs errors --since 60d",
            "gwlogs errors --provider openai --all-details --csv",
            "gwlogs errors --filter 'duration gt 1000' --json",
            "gwlogs errors --from lake --all-details");
    }

    private static GatewayLogQuery SelectFailed(GatewayLogQuery query)
    {
        var outcomes = query.Filters.Where(filter => filter.Key == LogFilter.Success.Key && filter.Operator == GatewayLogFilterOperator.Equal).ToArray();
        return outcomes.Any(filter => filter.Values.Contains(true))
            ? throw new FormatException("errors lists failed logs only, so it cannot be used with --success or --failed=false. Omit the option, or use list.")
            : outcomes.Length > 0 ? query : query with { Filters = [.. query.Filters, LogFilter.Success.EqualTo(false)] };
    }
}
