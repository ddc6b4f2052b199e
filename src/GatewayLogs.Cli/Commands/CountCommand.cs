using System.CommandLine;
using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs count</c>: how many logs there are.</summary>
internal static class CountCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var selection = new Selection();
        var command = new Command("count", "Counts logs: one request, two with --until, or as many as listing takes when --metadata selects.");
        selection.AddTo(command);
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var count = await CountAsync(client, selection.Read(result, TimeProvider.System), cancellationToken);
            await new ClockSkewWarning(client).WriteIfSkewedAsync();
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture) + "\n"), cancellationToken);
        });
        return command.WithExamples("gwlogs count", "gwlogs count --since 60d --failed", "gwlogs count --metadata team=search");
    }

    /// <summary>
    /// Counts by the service's own count, unless it counts other logs than are meant, has none, or counts no more than a full page holds:
    /// then it may count the page.
    /// </summary>
    public static async Task<long> CountAsync(GatewayLogsClient client, GatewayLogQuery query, CancellationToken cancellationToken)
    {
        if (!query.FiltersOnClient)
        {
            // Rows are what shows whether the filters were applied; where there are none, one row is cheaper.
            var rows = query with { PerPage = query.Filters.Count == 0 ? 1 : GatewayLogQuery.MaxPerPage };
            var oldest = await client.ListLogsAsync(rows, cancellationToken);
            if (oldest.Info.TotalCount is { } total && (total > oldest.Logs.Count || (total == oldest.Logs.Count && total < rows.PerPage)))
            {
                if (query.Filters.Any(filter => filter.Key == LogFilter.CreatedAt.Key && filter.Operator == GatewayLogFilterOperator.LessThan))
                {
                    // An upper limit that was ignored shows at the newest rows alone.
                    await client.ListLogsAsync(rows with { OrderByDirection = GatewayLogOrderDirection.Descending }, cancellationToken);
                }

                return total;
            }
        }

        var count = 0L;
        await foreach (var page in client.ListAllPagesAsync(query, new GatewayLogPagingOptions { IndexingDelay = TimeSpan.Zero }, cancellationToken))
        {
            count += page.Logs.Count;
        }

        return count;
    }
}
