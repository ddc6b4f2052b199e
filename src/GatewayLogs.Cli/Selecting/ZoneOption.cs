using System.CommandLine;
using GatewayLogs.Cli.Help;

namespace GatewayLogs.Cli.Selecting;

/// <summary>The option <c>--tz</c>: the time zone of times without a zone, of tables, and of the days and hours of statistics.</summary>
internal static class ZoneOption
{
    public const string Name = "--tz";

    private const string Variable = "GWLOGS_TZ";

    /// <summary>The name of a time zone. IANA names require ICU on Windows, which this program does not use.</summary>
    private static readonly string s_example = OperatingSystem.IsWindows() ? "W. Europe Standard Time" : "Europe/Berlin";

    private static readonly Option<string?> s_option = new(Name)
    {
        Description = $"The time zone of days, of times without a zone, and of tables and text: utc, local, or a name such as {s_example}. "
            + $"Times in JSON and CSV are in UTC. Overrides {Variable}. Default: utc.",
        HelpName = "ZONE",
        CompletionSources = { "utc", "local" },
    };

    public static void AddTo(Command command) => command.Add(HelpGroup.Output, [s_option]);

    /// <summary>Returns the time zone.</summary>
    /// <exception cref="FormatException">There is no such time zone.</exception>
    public static TimeZoneInfo Read(ParseResult result) => result.GetValue(s_option) is { } name
        ? Parse(Name, name)
        : Parse(Variable, Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : "utc");

    private static TimeZoneInfo Parse(string source, string name) => name switch
    {
        "utc" or "UTC" => TimeZoneInfo.Utc,
        "local" => TimeZoneInfo.Local,
        _ when TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) => zone,
        _ => throw new FormatException(
            $"{source}: there is no time zone '{name}' on this machine. Expected utc, local, or a name such as {s_example}."),
    };
}
