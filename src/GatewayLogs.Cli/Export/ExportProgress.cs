using System.Globalization;

namespace GatewayLogs.Cli.Export;

/// <summary>Shows the progress of an export on a terminal: an estimate at the start, then a line that is updated in place.</summary>
internal sealed class ExportProgress(TextWriter? terminal, TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();

    private long _shown;

    private long _rows;

    private long? _expected;

    private int? _requestsLeft;

    /// <summary>The width of the line that is shown.</summary>
    private int _width;

    /// <summary>Gets whether the progress is shown.</summary>
    public bool IsShown => terminal is not null;

    /// <summary>Shows the estimate.</summary>
    public void ShowEstimate(ExportEstimate estimate)
    {
        _expected = estimate.IsUpperBound ? null : estimate.Rows;
        terminal?.WriteLine(estimate.ToString());
    }

    /// <summary>Records the rate limit that a page reports.</summary>
    public void UpdateRateLimit(GatewayLogPage page) => _requestsLeft = page.HttpResponse.RateLimit?.Remaining ?? _requestsLeft;

    public void AddRow()
    {
        _rows++;
        if (terminal is not null && (_shown == 0 || time.GetElapsedTime(_shown) >= s_interval))
        {
            _shown = time.GetTimestamp();
            terminal.Write(Overwrite(Line(time.GetElapsedTime(_start))));
        }
    }

    /// <summary>Writes the final state of the line.</summary>
    public void End()
    {
        if (_shown != 0)
        {
            terminal?.WriteLine(Overwrite(Line(time.GetElapsedTime(_start))));
            _shown = 0;
        }
    }

    /// <summary>Returns text that replaces the previous line. Spaces erase its rest, because a terminal may not support escape sequences.</summary>
    private string Overwrite(string line)
    {
        var text = $"\r{line.PadRight(_width)}";
        _width = line.Length;
        return text;
    }

    /// <summary>Formats the line for an elapsed time.</summary>
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
            parts.Add($"{ExportEstimate.Show(TimeSpan.FromSeconds((expected - _rows) / rate))} remaining");
        }

        return string.Join(", ", parts);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
