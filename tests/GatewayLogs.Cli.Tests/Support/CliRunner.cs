using System.Text.RegularExpressions;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Runs the built <c>gwlogs</c> with piped output, with or without an emulator.</summary>
internal static partial class CliRunner
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "gwlogs.dll");

    /// <summary>Runs a command line in a process that other command lines use, too.</summary>
    public static Task<ToolRun> RunAsync(GatewayLogsEmulator? emulator, params string[] arguments) =>
        RunInAsync(AppContext.BaseDirectory, emulator, arguments);

    /// <summary>Runs a command line in a folder, in a process that other command lines use, too.</summary>
    public static Task<ToolRun> RunInAsync(string folder, GatewayLogsEmulator? emulator, params string[] arguments) =>
        SharedProcess.RunAsync(Alone(GetEnvironment(emulator)), folder, arguments);

    /// <summary>Runs a command line with environment variables, in a process that other command lines use, too.</summary>
    public static Task<ToolRun> RunSharedAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        SharedProcess.RunAsync(Alone(environment), AppContext.BaseDirectory, arguments);

    /// <summary>Runs a command line in its own process, because .NET reads variables such as <c>XDG_CONFIG_HOME</c> only once.</summary>
    public static Task<ToolRun> RunWithAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) => ToolRun.StartAsync(
        "dotnet",
        AppContext.BaseDirectory,
        [Program, .. arguments],
        Alone(environment));

    /// <summary>
    /// Runs a line of bash in a folder. If it consists of <c>gwlogs</c> and its arguments only, it runs without bash, in a process that other
    /// command lines use, too.
    /// </summary>
    public static Task<ToolRun> LineAsync(IReadOnlyDictionary<string, string?> environment, string folder, string line) =>
        SimpleLine.Match(line) is { Success: true } match
        ? SharedProcess.RunAsync(Alone(environment), folder, [.. match.Groups["argument"].Captures.Select(argument => argument.Value.Trim('\'', '"'))])
        : ShellAsync(null, $"set -o pipefail; cd '{folder}'; {line}", environment);

    /// <summary>Runs a line of bash in which <c>gwlogs</c> is the built program, or a native build.</summary>
    public static Task<ToolRun> ShellAsync(
        GatewayLogsEmulator? emulator, string line, IReadOnlyDictionary<string, string?>? environment = null, string? program = null) => ToolRun.StartAsync(
        "bash",
        AppContext.BaseDirectory,
        ["-c", $"gwlogs() {{ {(program is null ? $"dotnet '{Program}'" : $"'{program}'")} \"$@\"; }}; export -f gwlogs; {line}"],
        Alone([.. GetEnvironment(emulator), .. environment ?? new Dictionary<string, string?>()]));

    /// <summary>
    /// Runs a line of bash on a terminal of a given width with typed input; standard output and standard error are combined.
    /// </summary>
    /// <remarks>The live line, which a slow machine shows, is removed unless <paramref name="keepsLiveLine"/> is set.</remarks>
    public static async Task<ToolRun> TerminalAsync(
        GatewayLogsEmulator? emulator, int width, string line, string input = "", IReadOnlyDictionary<string, string?>? environment = null,
        bool keepsLiveLine = false)
    {
        var run = await ShellAsync(
            emulator,
            $"printf %s \"$TYPED\" | SHELL=/bin/bash script --quiet --return --command 'stty cols {width} -echo; bash -c \"$LINE\"' /dev/null",
            new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>())
            {
                ["TYPED"] = input,
                ["LINE"] = line,
                ["TERM"] = "xterm-256color",
            });
        var output = keepsLiveLine ? run.Output : LiveLine.Replace(run.Output, "");
        return run with { Output = output.Replace("\r", "", StringComparison.Ordinal).Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal) };
    }

    /// <summary>Returns the environment variables that connect <c>gwlogs</c> to an emulator, or to none.</summary>
    public static Dictionary<string, string?> GetEnvironment(GatewayLogsEmulator? emulator) => new()
    {
        ["CLOUDFLARE_API_TOKEN"] = emulator?.ApiToken,
        ["CLOUDFLARE_ACCOUNT_ID"] = emulator?.AccountId,
        ["CLOUDFLARE_GATEWAY_ID"] = emulator?.GatewayId,
        ["CLOUDFLARE_API_BASE_URL"] = emulator?.BaseAddress.AbsoluteUri,
    };

    /// <summary>Removes variables and settings of the user who runs the tests.</summary>
    public static Dictionary<string, string?> Alone(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        Dictionary<string, string?> variables = new()
        {
            ["CLOUDFLARE_EMAIL"] = null, ["CLOUDFLARE_API_KEY"] = null, ["GWLOGS_PROFILE"] = null, ["GWLOGS_RATE_LIMIT"] = null,
            ["GWLOGS_TZ"] = null, ["TZ"] = "UTC",
            ["XDG_CONFIG_HOME"] = AppContext.BaseDirectory, ["XDG_STATE_HOME"] = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>A line without expansions, redirections or comments.</summary>
    [GeneratedRegex("""^gwlogs(\ +(?<argument>[\w./:=,@+%-]+|'[^']*'|"[^"$`\\]*"))*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex SimpleLine { get; }

    /// <summary>A frame of the live line, or the spaces that erase it.</summary>
    [GeneratedRegex(@"\r([|/\\-] [^\r\n]*| +)\r", RegexOptions.ExplicitCapture)]
    private static partial Regex LiveLine { get; }
}
