using GatewayLogs.Cli.Export;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

public class ExportProgressTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void The_line_shows_rows_rate_requests_left_and_remaining_time()
    {
        var progress = new ExportProgress(null, _time);
        progress.ShowEstimate(new ExportEstimate(5_000, ExportBodies.None));
        var headers = new Dictionary<string, IEnumerable<string>> { ["Ratelimit"] = ["\"default\";r=1150;t=200"] };
        progress.UpdateRateLimit(new GatewayLogPage([], new GatewayLogPageInfo(), new GatewayLogsResponse(200, headers)));
        for (var i = 0; i < 1_000; i++)
        {
            progress.AddRow();
        }

        Assert.That(progress.Line(TimeSpan.FromSeconds(20)), Is.EqualTo("1,000 of 5,000 rows, 50/s, 1,150 requests left in the window, 1 min 20 s remaining"));
    }

    [Test]
    public void It_is_updated_in_place_but_not_for_every_row()
    {
        using var terminal = new StringWriter();
        var progress = new ExportProgress(terminal, _time);
        for (var i = 0; i < 1_000; i++)
        {
            progress.AddRow();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        progress.End();

        Assert.That(terminal.ToString().Split('\r'), Has.Length.InRange(5, 7));
        Assert.That(terminal.ToString(), Does.Not.Contain('\u001b').And.Match("1,000 rows, 1,000/s *\n$"));
    }

    [Test]
    public void A_shorter_line_erases_the_previous_one()
    {
        using var terminal = new StringWriter();
        var progress = new ExportProgress(terminal, _time);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        progress.AddRow();
        _time.Advance(TimeSpan.FromSeconds(10));
        progress.AddRow();

        var lines = terminal.ToString().Split('\r');
        Assert.That(lines[^1].TrimEnd(), Is.EqualTo("2 rows, 0/s"));
        Assert.That(lines[^1], Has.Length.EqualTo(lines[^2].Length));
    }

    [Test]
    public void Without_a_terminal_nothing_is_shown()
    {
        var progress = new ExportProgress(null, _time);
        progress.AddRow();
        progress.End();

        Assert.That(progress.IsShown, Is.False);
    }
}
