using System.Globalization;

namespace GatewayLogs.Cli.Export;

/// <summary>Says on a terminal how an export goes: what it will take before it starts, then a line that changes in place.</summary>
internal sealed class ExportProgress(TextWriter? terminal, TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();

    private long _shown;

    private long _rows;

    private long? _expected;

    private int? _requestsLeft;

    /// <summary>Whether anybody looks.</summary>
    public bool IsShown => terminal is not null;

    /// <summary>Says what lies ahead.</summary>
    public void Predict(ExportPrediction prediction)
    {
        _expected = prediction.Rows;
        terminal?.WriteLine(prediction.ToString());
    }

    /// <summary>Notes what the service says of its limit.</summary>
    public void Saw(GatewayLogPage page) => _requestsLeft = page.HttpResponse.RateLimit?.Remaining ?? _requestsLeft;

    public void AddRow()
    {
        _rows++;
        if (terminal is not null && (_shown == 0 || time.GetElapsedTime(_shown) >= s_interval))
        {
            _shown = time.GetTimestamp();
            terminal.Write($"\r\u001b[K{Line(time.GetElapsedTime(_start))}");
        }
    }

    /// <summary>Leaves the line as it was last.</summary>
    public void End()
    {
        if (_shown != 0)
        {
            terminal?.WriteLine($"\r\u001b[K{Line(time.GetElapsedTime(_start))}");
            _shown = 0;
        }
    }

    /// <summary>The line after so much time.</summary>
    internal string Line(TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? _rows / elapsed.TotalSeconds : 0;
        List<string> parts = [Invariant($"{_rows:N0}{(_expected is { } all ? Invariant($" of {all:N0}") : "")} rows"), Invariant($"{rate:N0}/s")];
        if (_requestsLeft is { } left)
        {
            parts.Add(Invariant($"{left:N0} requests left in the window"));
        }

        if (_expected is { } expected && rate > 0 && expected > _rows)
        {
            parts.Add($"{ExportPrediction.Show(TimeSpan.FromSeconds((expected - _rows) / rate))} to go");
        }

        return string.Join(", ", parts);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
