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
    private const string None = "none";

    public static Command Create(ConnectionOptions connection)
    {
        var by = new Option<string>("--by")
        {
            Description = $"Comma-separated keys to group by: {GroupKey.Names}; or {None} for a single row.",
            DefaultValueFactory = _ => "model",
            HelpName = "KEYS",
        };
        var sort = new Option<string?>("--sort")
        {
            Description =
                $"The order of the groups: a key of --by, or {StatsOrder.Names}. Figures are in descending order and keys in ascending order; " +
                "append :asc or :desc. Default: time with day or hour, else cost.",
            HelpName = "KEY",
        };
        var top = new Option<int?>("--top")
        {
            Description = "Shows this many groups, and sums up all others in one group named others.",
            HelpName = "NUMBER",
        };
        var html = new Option<string?>("--html")
        {
            Description = "Also writes a self-contained HTML page with charts to this file.",
            HelpName = "FILE",
        };
        var metadata = new Option<string?>("--html-metadata")
        {
            Description =
                $"Comma-separated names of the metadata entries that the page lists, or {None}. " +
                $"Default: the entries with 2 to {MetadataValues.MaxValues} values.",
            HelpName = "NAMES",
        };
        var format = FormatOption.CreateForGroups("Prints one JSON object per group and line, also on a terminal. Costs keep all digits.");
        var selection = new Selection();
        var command = new Command(
            "stats",
            "Aggregates calls, errors, tokens, cost and durations. Prints a table on a terminal, and one JSON object per line when " +
            "piped. A retry or fallback by the gateway is a log of its own, so calls are attempts; --by step separates them.")
        {
            by, sort, top, html, metadata,
        };
        format.AddTo(command);
        selection.AddTo(command);
        command.RunsOnLogs(connection, async (result, source, cancellationToken) =>
        {
            var zone = ZoneOption.Read(result);
            var keys = result.GetRequiredValue(by) is var names && names == None ? [] : GroupKey.ParseAll(names, zone);
            var report = new StatsReport(keys, StatsOrder.Parse(result.GetValue(sort), result.GetValue(top), keys));
            var selected = format.Read(result);
            var page = PathArgument.Parse(html.Name, result.GetValue(html), "Name a file.");
            var entries = ParseEntries(result.GetValue(metadata));
            if (entries is not null && page is null)
            {
                throw new FormatException("--html-metadata requires the page that --html writes, and --html is missing. Add: --html FILE");
            }

            var status = selection.ReadStatus(result);
            var charts = page is null ? null : new StatsCharts(keys, entries, zone);
            string[] fields = status.IsUsed ? [.. report.Fields, "status_code"] : [.. report.Fields];
            var logs = source.ReadAsync(selection.Read(result, TimeProvider.System), charts is null ? fields : null, cancellationToken);
            await (page is null ? ReadAsync() : WritePageAsync(page, async () =>
            {
                await ReadAsync();
                return StatsPage.Render(report, charts!, source.Name, DescribeSelection(selection, result));
            }));
            await GroupOutput.WriteAsync(
                selected,
                report.Groups,
                (json, group) => StatsJson.Write(json, keys, group),
                () => StatsCsv.Write(report),
                console => StatsTable.Write(console, report),
                cancellationToken);

            async Task ReadAsync()
            {
                await foreach (var log in logs)
                {
                    if (status.Selects(log))
                    {
                        report.Add(log);
                        charts?.Add(log);
                    }
                }

                await status.ReportAsync();
            }
        });
        return command.WithExamples(
            "gwlogs stats",
            "gwlogs stats --by day,model --since 60d --csv",
            "gwlogs stats --by provider,model --sort errors --top 10",
            "gwlogs stats --by metadata.team --html stats.html",
            "gwlogs stats --from lake --by day");
    }

    /// <summary>
    /// Opens the file before the page is rendered, which takes requests, so that a file that cannot be written is reported first.
    /// </summary>
    private static async Task WritePageAsync(string page, Func<Task<string>> render)
    {
        if (Directory.Exists(page) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(page))))
        {
            throw new FormatException(
                $"--html '{page}' is a directory, or its directory does not exist. Specify a file in an existing directory.");
        }

        try
        {
            await PrivateFile.ReplaceAsync(page, async file => await file.WriteAsync(Encoding.UTF8.GetBytes(await render())));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or PathTooLongException)
        {
            throw new CommandFailedException($"--html '{page}' cannot be written: {exception.Message} Specify another file.", ExitCodes.Failure);
        }
    }

    /// <summary>Returns the names of metadata entries, with or without the prefix that --by requires; null for the default.</summary>
    private static IReadOnlyList<string>? ParseEntries(string? names) => names switch
    {
        null => null,
        None => [],
        _ => [.. names.Split(',', StringSplitOptions.TrimEntries).Select(GroupKey.WithoutPrefix).Distinct()],
    };

    /// <summary>Returns the conditions as they were typed, and the instants that --since and --until resolve to.</summary>
    private static IEnumerable<string> DescribeSelection(Selection selection, ParseResult result)
    {
        var (since, until) = selection.ReadLimits(result, TimeProvider.System);
        return selection.CanonicalArguments(result).Select(option =>
        {
            var instant = option.Key switch { "--since" => since, "--until" => until, _ => null };
            var resolved = instant is null ? "" : FormattableString.Invariant($" ({instant.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC)");
            return $"{option.Key} {option.Value}{resolved}".TrimEnd();
        });
    }
}
