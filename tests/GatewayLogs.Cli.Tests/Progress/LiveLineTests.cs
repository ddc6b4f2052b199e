using GatewayLogs.Cli.Progress;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

/// <summary>A process has one live line.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LiveLineTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();

    private readonly StringWriter _terminal = new();

    private string _text = "Reading";

    /// <summary>Gets what a terminal shows after the output.</summary>
    private string Screen
    {
        get
        {
            var (line, column) = (new List<char>(), 0);
            foreach (var c in _terminal.ToString())
            {
                if (c == '\r')
                {
                    column = 0;
                    continue;
                }

                line.AddRange(Enumerable.Repeat(' ', Math.Max(0, column + 1 - line.Count)));
                line[column++] = c;
            }

            return string.Concat(line).TrimEnd();
        }
    }

    public void Dispose() => _terminal.Dispose();

    [Test]
    public void It_is_shown_after_a_second_and_redrawn_by_a_timer()
    {
        using var line = Start();

        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.That(_terminal.ToString(), Is.Empty);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That(Screen, Is.EqualTo("| Reading"));

        _text = "Read";
        _time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.That(Screen, Is.EqualTo("/ Read"), "A shorter text erases the previous one.");
    }

    [Test]
    public void It_is_erased_before_other_output_and_at_the_end()
    {
        using (Start())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            using (LiveLine.Pause())
            {
                Assert.That(Screen, Is.Empty);
                _time.Advance(TimeSpan.FromSeconds(5));
                Assert.That(Screen, Is.Empty, "Nothing is drawn during the output.");
            }

            _time.Advance(TimeSpan.FromSeconds(0.25));
            Assert.That(Screen, Does.EndWith(" Reading"));
        }

        Assert.That((Screen, _terminal.ToString()[^1]), Is.EqualTo(("", '\r')));
        var length = _terminal.ToString().Length;
        _time.Advance(TimeSpan.FromSeconds(5));
        LiveLine.Pause().Dispose();
        Assert.That(_terminal.ToString(), Has.Length.EqualTo(length));
    }

    [TestCase(40)]
    [TestCase(2)]
    [TestCase(0)]
    public void It_fits_the_width_and_contains_no_escape_sequences(int width)
    {
        _text = new string('a', 50);
        using var line = Start(width);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(Screen, Has.Length.EqualTo(Math.Max(0, width - 1)));
        Assert.That(_terminal.ToString(), Does.Not.Contain('\u001b').And.Not.Contain('\n'));
    }

    private LiveLine Start(int width = 80) => new(_terminal, _ => _text, _time, () => width);
}
