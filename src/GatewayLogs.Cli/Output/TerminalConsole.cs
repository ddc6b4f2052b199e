using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

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
        return new PausingConsole(console);
    }

    /// <summary>Erases the live line while it writes.</summary>
    private sealed class PausingConsole(IAnsiConsole console) : IAnsiConsole
    {
        public Profile Profile => console.Profile;

        public IAnsiConsoleCursor Cursor => console.Cursor;

        public IAnsiConsoleInput Input => console.Input;

        public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

        public RenderPipeline Pipeline => console.Pipeline;

        public void Clear(bool home) => console.Clear(home);

        public void Write(IRenderable renderable)
        {
            using var paused = LiveLine.Pause();
            console.Write(renderable);
        }

        public void WriteAnsi(Action<AnsiWriter> action)
        {
            using var paused = LiveLine.Pause();
            console.WriteAnsi(action);
        }
    }

    /// <summary>Writes to standard output, and ends the command if its reader has closed it.</summary>
    private sealed class PipeWriter : TextWriter
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value) => StandardOutput.Write(Encoding.GetBytes(value ?? ""));
    }
}
