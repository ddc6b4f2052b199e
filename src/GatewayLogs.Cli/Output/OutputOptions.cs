using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>The options that say in which form logs are put out: a table on a terminal, JSON when piped, or what is asked for.</summary>
internal sealed class OutputOptions
{
    private static readonly string[] s_columnsOfCsv =
    [
        "id", "created_at", "provider", "model", "model_type", "path", "status_code", "success", "cached", "duration",
        "tokens_in", "tokens_out", "cost", "feedback", "score", "event_id", "user_agent", "metadata",
    ];

    private readonly Option<string?> _json = new("--json")
    {
        Description = "One JSON object a line, on a terminal too: all fields, or these, such as id,cost,metadata.team.",
        HelpName = "FIELDS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _csv = new("--csv") { Description = "CSV with a header. A cell that a spreadsheet would run as a formula gets an apostrophe in front." };

    private readonly Option<string?> _columns = new("--columns") { Description = "The columns of the table or the CSV, such as id,model,metadata.team.", HelpName = "FIELDS" };

    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_csv);
        command.Add(_columns);
    }

    /// <summary>Opens the output that the options and the terminal ask for.</summary>
    /// <exception cref="FormatException">Options contradict each other or name a field that there is not.</exception>
    public ILogOutput Open(ParseResult result, bool isLive = false)
    {
        var wantsJson = result.GetResult(_json) is not null;
        var columns = result.GetValue(_columns) is { } names ? LogColumn.Parse(_columns.Name, names) : null;
        if (result.GetValue(_csv))
        {
            return wantsJson
                ? throw new FormatException("--json and --csv exclude each other. Give one of them.")
                : new LogCsv(Console.IsOutputRedirected ? StandardOutput.WriteAsync : WriteHarmlessAsync, columns ?? [.. s_columnsOfCsv.Select(LogColumn.Of)]);
        }

        if (!wantsJson && !Console.IsOutputRedirected)
        {
            return new LogTable(AnsiConsole.Console, TimeZoneInfo.Local, columns) { IsLive = isLive };
        }

        return new LogLines(StandardOutput.WriteAsync, result.GetValue(_json) is { Length: > 0 } fields ? LogColumn.Parse(_json.Name, fields) : columns);
    }

    private static ValueTask WriteHarmlessAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(TerminalText.NeutralizeLines(Encoding.UTF8.GetString(bytes.Span))), cancellationToken);
}
