using System.CommandLine;
using System.CommandLine.Parsing;
using GatewayLogs.Cli.Help;
using GatewayLogs.Cli.Selecting;

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

    private readonly Option<bool> _csv = new("--csv") { Description = "Prints CSV with a header." };

    private readonly Option<string?> _columns = new("--columns")
    {
        Description =
            "The columns of the table or the CSV, such as id,model,metadata.team. The column error takes one request for each failed log.",
        HelpName = "FIELDS",
    };

    private readonly Option<bool> _details = new("--details")
    {
        Description = "Fetches the detail of each log, with one request for each, for fields such as request_head and response_size.",
    };

    private readonly Option<CsvEscape> _csvEscape = CsvEscapeOption.Create(CsvEscape.Spreadsheet);

    private readonly FormatOption _format;

    public OutputOptions() => _format = new FormatOption(FormatOption.Rows, _json, _csv);

    /// <summary>Gets whether the command shows a single log, which has all fields.</summary>
    public bool IsSingle { get; init; }

    public void AddTo(Command command)
    {
        _format.AddTo(command);
        command.Add(HelpGroup.Output, [_columns, _csvEscape]);
        if (!IsSingle)
        {
            command.Add(HelpGroup.Output, [_details]);
        }

        command.WithNote(() => $"Fields: {LogColumn.Names}.");
    }

    /// <summary>Returns the value of <c>--json</c>; null without one.</summary>
    public string? GetFields(CommandResult result) => result.GetValue(_json) is { Length: > 0 } fields ? fields : null;

    /// <summary>
    /// Opens the output that the options and the terminal select, for listed logs. With <c>--details</c> it fetches the detail of each log, and
    /// for error messages that of each failed log.
    /// </summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="client">Fetches the details; null if the logs are read from an export.</param>
    /// <param name="isLive">Whether logs are added while the output is shown.</param>
    /// <exception cref="FormatException">Options exclude each other, or name an unknown field.</exception>
    public ILogOutput Open(ParseResult result, GatewayLogsClient? client, bool isLive = false)
    {
        var output = Open(result, GetFields(result.CommandResult), isLive);
        var (hasDetails, columns) = (result.GetValue(_details), GetColumns(result, GetFields(result.CommandResult)));
        if (columns?.FirstOrDefault(column => column.IsDetail) is { } missing && (!hasDetails || client is null))
        {
            throw new FormatException(client is null
                ? $"The field {missing.Name} cannot be used with --from, because exports do not have it. Omit it."
                : $"A list does not have the field {missing.Name}. Add --details, which takes one request for each log, or use: gwlogs get ID");
        }

        return (hasDetails, columns?.Contains(LogColumn.Error)) switch
        {
            (false, not true) => output,
            (_, var hasError) when client is null => throw new FormatException(hasError == true
                ? "The field error cannot be used with --from. Omit it, or use gwlogs errors --from."
                : "--details cannot be used with --from, because exports have no details. Omit it."),
            _ => new LogDetails(output, client, onlyFailed: !hasDetails),
        };
    }

    /// <summary>Opens the output with the given value of <c>--json</c>.</summary>
    /// <exception cref="FormatException">Options exclude each other, or name an unknown field.</exception>
    public ILogOutput Open(ParseResult result, string? fields, bool isLive = false)
    {
        var columns = GetColumns(result, fields);
        return _format.Read(result) switch
        {
            OutputFormat.Json when isLive =>
                throw new FormatException("--output json cannot be used with tail, whose output has no end. Use --output jsonl. Nothing was sent."),
            OutputFormat.Table => new LogTable(TerminalConsole.Open(), ZoneOption.Read(result), columns) { IsLive = isLive },
            OutputFormat.Csv => new LogCsv(
                StandardOutput.WriteTextAsync, columns ?? [.. s_csvColumns.Select(LogColumn.Get)], result.GetValue(_csvEscape)),
            var format => new LogLines(StandardOutput.WriteAsync, columns, isDocument: format == OutputFormat.Json && !IsSingle),
        };
    }

    /// <summary>Returns the columns of <c>--json</c> or <c>--columns</c>; null for the default.</summary>
    private IReadOnlyList<LogColumn>? GetColumns(ParseResult result, string? fields)
    {
        var columns = result.GetValue(_columns) is { } names ? LogColumn.Parse(_columns.Name, names) : null;
        return fields is null ? columns : LogColumn.Parse(_json.Name, fields);
    }
}
