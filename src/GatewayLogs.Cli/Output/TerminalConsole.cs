using System.Globalization;
using System.Text;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>The console for tables.</summary>
internal static class TerminalConsole
{
    /// <summary>A width at which no column is cut.</summary>
    private const int Unlimited = 100_000;

    /// <summary>
    /// Returns the console. It writes no escape sequences if TERM is dumb or NO_COLOR is set: with NO_COLOR, Spectre.Console would still write
    /// bold text. In a pipe, it writes none, and tables have the width of COLUMNS or any width.
    /// </summary>
    public static IAnsiConsole Open()
    {
        if (Console.IsOutputRedirected)
        {
            var piped = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new PipeWriter()) });
            var columns = Environment.GetEnvironmentVariable("COLUMNS");
            piped.Profile.Width = int.TryParse(columns, CultureInfo.InvariantCulture, out var width) && width > 0 ? width : Unlimited;
            return piped;
        }

        var console = AnsiConsole.Console;
        console.Profile.Capabilities.Ansi &= Environment.GetEnvironmentVariable("TERM") != "dumb"
            && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };
        return console;
    }

    /// <summary>Writes to standard output, and ends the command if its reader has closed it.</summary>
    private sealed class PipeWriter : TextWriter
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value) => StandardOutput.Write(Encoding.GetBytes(value ?? ""));
    }
}
