namespace GatewayLogs.Cli.Progress;

/// <summary>A line at the end of a terminal that a timer redraws, from one second after the start until it is disposed.</summary>
/// <remarks>
/// It uses no escape sequences, because a terminal may not support them: spaces erase it, and the cursor is left at its start, so that the
/// output of other programs on the same terminal overwrites it. Spectre.Console has no live display on standard error that other output
/// can interrupt.
/// </remarks>
internal sealed class LiveLine : IDisposable
{
    /// <summary>Shorter commands show no line.</summary>
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The line of the command of this process.</summary>
    private static LiveLine? s_current;

    private readonly Lock _lock = new();

    private readonly TextWriter _terminal;

    private readonly Func<int, string> _getText;

    private readonly Func<int> _getWidth;

    private readonly ITimer _timer;

    /// <summary>The number of characters on the terminal.</summary>
    private int _drawn;

    private int _frame;

    private int _pauses;

    /// <summary>Starts the timer.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="getText">Returns the text for a maximum length.</param>
    /// <param name="time">The clock.</param>
    /// <param name="getWidth">Returns the number of columns. Default: those of the console.</param>
    public LiveLine(TextWriter terminal, Func<int, string> getText, TimeProvider time, Func<int>? getWidth = null)
    {
        (_terminal, _getText, _getWidth) = (terminal, getText, getWidth ?? GetConsoleWidth);
        _timer = time.CreateTimer(static line => ((LiveLine)line!).Draw(), this, s_delay, s_interval);
        s_current = this;
    }

    /// <summary>Erases the line, and keeps it erased until the result is disposed. Call it before any other output on a terminal.</summary>
    public static Paused Pause() => new(s_current);

    public void Dispose()
    {
        _timer.Dispose();
        Suspend(); // Also stops a callback that is about to draw.
        Interlocked.CompareExchange(ref s_current, null, this);
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_pauses > 0)
            {
                return;
            }

            // A terminal wraps a line that fills its last column.
            var length = Math.Max(0, _getWidth() - 1);
            var text = $"{"|/-\\"[_frame++ % 4]} {_getText(length - 2)}";
            text = text[..Math.Min(text.Length, length)];
            _terminal.Write($"\r{text.PadRight(Math.Min(_drawn, length))}\r");
            _drawn = text.Length;
        }
    }

    private void Suspend()
    {
        lock (_lock)
        {
            _pauses++;
            if (_drawn > 0)
            {
                _terminal.Write($"\r{new string(' ', _drawn)}\r");
                _drawn = 0;
            }
        }
    }

    private void Resume()
    {
        lock (_lock)
        {
            _pauses--;
        }
    }

    private static int GetConsoleWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80; // Windows reports the width of standard output only.
        }
    }

    /// <summary>A time during which the line is erased.</summary>
    internal readonly struct Paused : IDisposable
    {
        private readonly LiveLine? _line;

        public Paused(LiveLine? line)
        {
            _line = line;
            line?.Suspend();
        }

        public void Dispose() => _line?.Resume();
    }
}
