using System.CommandLine;
using System.CommandLine.Parsing;
using GatewayLogs.Cli.Failures;
using GatewayLogs.Cli.Help;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>The output options of commands that show logs. The default is a table on a terminal and JSON when piped.</summary>
internal sealed class OutputOptions
{
    private static readonly string[] s_csvColumns =
    [
        "id", "created_at", "provider", "model", "model_type", "path", "status_code", "success", "cached", "duration",
        "tokens_in", "tokens_out", "cost", "feedback", "score", "event_id", "user_agent", "metadata",
    ];

    private readonly Option<string?> _json = new("--json")
    {
        Description = "Prints one JSON object per line, also on a terminal, with all fields or only these, such as id,cost,metadata.team. "
            + "The field error takes one request for each failed log.",
        HelpName = "FIELDS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _csv = new("--csv")
    {
        Description = "Prints CSV with a header. Cells that a spreadsheet would run as a formula get a leading apostrophe.",
    };

    private readonly Option<string?> _columns = new("--columns")
    {
        Description =
            "The columns of the table or the CSV, such as id,model,metadata.team. The column error takes one request for each failed log.",
        HelpName = "FIELDS",
    };

    public void AddTo(Command command)
    {
        command.Add(HelpGroup.Output, [_json, _csv, _columns]);
    }

    /// <summary>Returns the value of <c>--json</c>; null without one.</summary>
    public string? GetFields(CommandResult result) => result.GetValue(_json) is { Length: > 0 } fields ? fields : null;

    /// <summary>
    /// Opens the output that the options and the terminal select, for listed logs. If it shows error messages, it fetches the detail of each
    /// failed log.
    /// </summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="client">Fetches the details; null if the logs are read from an export.</param>
    /// <param name="isLive">Whether logs are added while the output is shown.</param>
    /// <exception cref="FormatException">Options exclude each other, or name an unknown field.</exception>
    public ILogOutput Open(ParseResult result, GatewayLogsClient? client, bool isLive = false)
    {
        var output = Open(result, GetFields(result.CommandResult), isLive);
        var names = $"{GetFields(result.CommandResult)},{result.GetValue(_columns)}".Split(',', StringSplitOptions.TrimEntries);
        return !names.Contains(LogColumn.Error.Name) ? output
            : client is not null ? new FailureDetails(output, client)
            : throw new FormatException("The field error cannot be used with --from, because exports have no error messages. Omit it.");
    }

    /// <summary>Opens the output with the given value of <c>--json</c>.</summary>
    /// <exception cref="FormatException">Options exclude each other, or name an unknown field.</exception>
    public ILogOutput Open(ParseResult result, string? fields, bool isLive = false)
    {
        var isJson = result.GetResult(_json) is not null;
        var columns = result.GetValue(_columns) is { } names ? LogColumn.Parse(_columns.Name, names) : null;
        if (result.GetValue(_csv))
        {
            return isJson
                ? throw new FormatException("--json and --csv cannot be used together. Specify only one.")
                : new LogCsv(StandardOutput.WriteTextAsync, columns ?? [.. s_csvColumns.Select(LogColumn.Get)]);
        }

        if (!isJson && !Console.IsOutputRedirected)
        {
            return new LogTable(TerminalConsole.Open(), TimeZoneInfo.Local, columns) { IsLive = isLive };
        }

        return new LogLines(StandardOutput.WriteAsync, fields is null ? columns : LogColumn.Parse(_json.Name, fields));
    }
}
