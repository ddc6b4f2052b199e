using System.CommandLine;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;
using GatewayLogs.Cli.Stats;
using GatewayLogs.Cli.Stats.Html;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs stats</c>, which aggregates logs by groups.</summary>
internal static class StatsCommand
{
    private const string NoKeys = "none";

    public static Command Create(ConnectionOptions connection)
    {
        var by = new Option<string>("--by")
        {
            Description = $"Comma-separated keys to group by: {GroupKey.Names}; or {NoKeys} for a single row.",
            DefaultValueFactory = _ => "model",
            HelpName = "KEYS",
        };
        var html = new Option<string?>("--html") { Description = "Also writes a self-contained HTML page with charts to this file.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object per group and line, also on a terminal. Costs keep all digits." };
        var csv = new Option<bool>("--csv") { Description = "Prints CSV with a header. Costs keep all digits." };
        var selection = new Selection();
        var command = new Command(
            "stats",
            "Aggregates calls, errors, cache hits, tokens, cost and durations, as a table on a terminal or as one JSON object per line when piped. " +
            "A retry or fallback by the gateway is a log of its own, so calls are attempts; --by step separates them.")
        {
            by, html, json, csv,
        };
        selection.AddTo(command);
        command.RunsOnLogs(connection, async (result, source, cancellationToken) =>
        {
            var (keys, page) = (result.GetRequiredValue(by), PathArgument.Parse(html.Name, result.GetValue(html), "Name a file."));
            RequireWritable(page);
            var write = GetWriter(result.GetValue(json), result.GetValue(csv));
            var report = new StatsReport(keys == NoKeys ? [] : GroupKey.ParseAll(keys));
            var charts = page is null ? null : new StatsCharts();
            var query = selection.Read(result, TimeProvider.System);
            await foreach (var log in source.ReadAsync(query, charts is null ? report.Fields : null, cancellationToken))
            {
                report.Add(log);
                charts?.Add(log);
            }

            if (page is not null)
            {
                var bytes = Encoding.UTF8.GetBytes(StatsPage.Render(report, charts!, source.Name));
                await PrivateFile.ReplaceAsync(page, async file => await file.WriteAsync(bytes, cancellationToken));
            }

            await write(report, cancellationToken);
        });
        return command.WithExamples(
            "gwlogs stats",
            "gwlogs stats --by day,model --since 60d --csv",
            "gwlogs stats --by metadata.team --html stats.html",
            "gwlogs stats --from lake --by day");
    }

    private static Func<StatsReport, CancellationToken, Task> GetWriter(bool json, bool csv) => (json, csv) switch
    {
        (true, true) => throw new FormatException("--json and --csv cannot be used together. Specify only one."),
        (_, true) => (report, cancellationToken) => StandardOutput.WriteTextAsync(StatsCsv.Write(report), cancellationToken).AsTask(),
        _ when json || Console.IsOutputRedirected => WriteJsonAsync,
        _ => (report, _) =>
        {
            StatsTable.Write(TerminalConsole.Open(), report);
            return Task.CompletedTask;
        },
    };

    private static async Task WriteJsonAsync(StatsReport report, CancellationToken cancellationToken)
    {
        foreach (var line in StatsJson.Lines(report))
        {
            await StandardOutput.WriteAsync(line, cancellationToken);
        }
    }

    private static void RequireWritable(string? page)
    {
        if (page is not null && (Directory.Exists(page) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(page)))))
        {
            throw new FormatException($"--html '{page}' is a directory, or its directory does not exist. Specify a file in an existing directory.");
        }

        if (page is not null)
        {
            PrivateFile.RequireSafe(page);
        }
    }
}
