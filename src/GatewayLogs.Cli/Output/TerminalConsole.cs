using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>The console for tables on a terminal.</summary>
internal static class TerminalConsole
{
    /// <summary>
    /// Returns the console. It writes no escape sequences if TERM is dumb or NO_COLOR is set: with NO_COLOR, Spectre.Console would still write
    /// bold text.
    /// </summary>
    public static IAnsiConsole Open()
    {
        var console = AnsiConsole.Console;
        console.Profile.Capabilities.Ansi &= Environment.GetEnvironmentVariable("TERM") != "dumb"
            && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };
        return console;
    }
}
