using System.CommandLine;
using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs count</c>.</summary>
internal static class CountCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var selection = new Selection();
        var command = new Command("count", "Counts logs. Takes one request, two with --until, or as many as listing the logs with --metadata or --status.");
        var format = new FormatOption(FormatOption.Rows);
        format.AddTo(command);
        selection.AddTo(command);
        command.RunsOnLogs(connection, async (result, logs, cancellationToken) =>
        {
            var (status, selected) = (selection.ReadStatus(result), format.Read(result, piped: OutputFormat.Table));
            var count = await logs.CountAsync(selection.Read(result, TimeProvider.System), status, cancellationToken);
            await status.ReportAsync();
            var text = count.ToString(CultureInfo.InvariantCulture);
            var shown = selected switch
            {
                OutputFormat.Table => text,
                OutputFormat.Csv => $"count\n{text}",
                _ => $$"""{"count":{{text}}}""",
            };
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(shown + "\n"), cancellationToken);
        });
        return command.WithExamples("gwlogs count", "gwlogs count --since 60d --failed", "gwlogs count --metadata team=search");
    }

    /// <summary>
    /// Counts matching logs. Uses the total count of the service, except when a condition is evaluated on the client, when the service returns
    /// no total, or when the total is not larger than a full page, because it may then be the size of the page.
    /// </summary>
    public static async Task<long> CountAsync(Session session, GatewayLogQuery query, StatusSelection status, CancellationToken cancellationToken)
    {
        var client = session.Client;
        if (!query.FiltersOnClient && !status.IsUsed)
        {
            // Rows show whether the service applied the filters. Without filters, a single row is enough.
            var rows = query with { PerPage = query.Filters.Count == 0 ? 1 : GatewayLogQuery.MaxPerPage };
            var oldest = await client.ListLogsAsync(rows, cancellationToken);
            if (oldest.Info.TotalCount is { } total && (total > oldest.Logs.Count || (total == oldest.Logs.Count && total < rows.PerPage)))
            {
                if (query.Filters.Any(filter => filter.Key == LogFilter.CreatedAt.Key && filter.Operator == GatewayLogFilterOperator.LessThan))
                {
                    // Only the newest rows show whether the service ignored an upper limit.
                    await client.ListLogsAsync(rows with { OrderByDirection = GatewayLogOrderDirection.Descending }, cancellationToken);
                }

                return total;
            }
        }

        var count = 0L;
        var pages = client.ListAllPagesAsync(query, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }, cancellationToken);
        await foreach (var page in session.Progress.CountAsync(pages, cancellationToken: cancellationToken))
        {
            count += status.Select(page.Logs).Count;
        }

        return count;
    }
}
