using GatewayLogs.Cli.Stats.Html;

namespace GatewayLogs.Tests;

public class TimeAxisTests
{
    private static readonly DateTime s_start = new(2026, 10, 31, 22, 15, 0, DateTimeKind.Utc);

    [TestCase(0, "hour", 1)]
    [TestCase(72, "hour", 73)]
    [TestCase(73, "day", 4)]
    [TestCase(24 * 400, "day", 401)]
    [TestCase((24 * 400) + 1, "month", 15)]
    public void The_unit_depends_on_the_range(int hours, string unit, int steps)
    {
        var axis = new TimeAxis(s_start, s_start.AddHours(hours));

        Assert.That((axis.Unit, axis.Steps.Count), Is.EqualTo((unit, steps)));
        Assert.That(axis.Labeled.Count(), Is.LessThanOrEqualTo(6));
    }

    [Test]
    public void It_can_end_with_the_last_month_of_DateTime() =>
        Assert.That(new TimeAxis(DateTime.MaxValue.AddYears(-2), DateTime.MaxValue).Steps, Has.Count.EqualTo(25));

    [Test]
    public void It_has_no_gaps_and_names_the_day_at_midnight()
    {
        var axis = new TimeAxis(s_start, s_start.AddHours(3));

        Assert.That(axis.Steps.Select(axis.GetLabel), Is.EqualTo(new[] { "22:00", "23:00", "11-01", "01:00" }));
        Assert.That(axis.GetName(axis.Steps[2]), Is.EqualTo("2026-11-01 00:00"));
    }
}
