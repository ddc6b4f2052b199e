using GatewayLogs.Cli.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

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
}
