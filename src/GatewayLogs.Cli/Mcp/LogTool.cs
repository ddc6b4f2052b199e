using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Mcp;

/// <summary>A tool: a command that only reads, and those of its options that a client may set.</summary>
/// <param name="Name">The name for clients.</param>
/// <param name="Command">The name of the command.</param>
/// <param name="Options">The names of the options that are parameters.</param>
/// <param name="Fixed">The arguments that every call has.</param>
internal sealed record LogTool(string Name, string Command, IReadOnlyCollection<string> Options, IReadOnlyList<string> Fixed)
{
    private const string Columns = "--columns";

    private const string DefaultColumns =
        "id,created_at,provider,model,status_code,success,cached,duration,tokens_in,tokens_out,cost";

    /// <summary>Fields that contain text of prompts and responses, or can contain it.</summary>
    private static readonly string[] s_bodyFields =
        ["request", "response", "request_head", "response_head", "prompts", "guardrails", "dlp_profiles"];

    private static readonly string[] s_selection = [.. new Selection().Options.Select(option => option.Name)];

    /// <summary>Gets the option that limits the rows of the result; null if there is none.</summary>
    public string? Limit { get; private init; }

    /// <summary>Gets whether the command adds a row that sums up the rows beyond the limit.</summary>
    public bool HasOthers { get; private init; }

    /// <summary>Gets whether results may contain text of prompts and responses.</summary>
    public bool AllowsBodies { get; private init; }

    /// <summary>Returns the tools.</summary>
    public static IEnumerable<LogTool> GetAll(bool allowsBodies)
    {
        yield return new LogTool("list_logs", "list", [.. s_selection, "--oldest-first", "--limit", Columns], ["--json"])
        {
            Limit = "--limit", AllowsBodies = allowsBodies,
        };
        yield return new LogTool("log_stats", "stats", [.. s_selection, "--by", "--sort", "--top"], ["--json"])
        {
            Limit = "--top", HasOthers = true,
        };
        yield return new LogTool("failed_calls", "errors", [.. s_selection, "--all-details"], ["--json"]);
        var fields = LogColumn.All.Append(LogColumn.Error).Select(column => column.Name)
            .Where(name => allowsBodies || !s_bodyFields.Contains(name));
        yield return new LogTool("get_log", "get", [], [$"--json={string.Join(',', fields)}"]);
        if (allowsBodies)
        {
            yield return new LogTool("show_conversation", "show", [], ["--output=json"]);
        }
    }

    /// <summary>Returns the arguments that a call has in addition to those of the client.</summary>
    /// <param name="given">Returns the values of a parameter; none if the client did not set it.</param>
    /// <exception cref="FormatException">The columns contain text of prompts or responses, which is not allowed.</exception>
    public IEnumerable<string> GetArguments(Func<string, IEnumerable<string>> given)
    {
        if (!Options.Contains(Columns))
        {
            return Fixed;
        }

        var columns = given(Columns).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).ToArray();
        var field = Array.Find(columns, name => s_bodyFields.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase));
        return field is not null && !AllowsBodies
            ? throw new FormatException(
                $"{Columns}: the field {field} can contain text of prompts, which this server does not return. Omit it, "
                + "or restart: gwlogs mcp --allow-bodies")
            : columns.Length > 0 ? Fixed : [.. Fixed, $"{Columns}={DefaultColumns}"];
    }
}
