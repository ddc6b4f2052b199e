using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Tests;

public class TimeArgumentTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Config s_tenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000);

    [TestCase("today", "2026-11-01T00:00:00Z")]
    [TestCase("yesterday", "2026-10-31T00:00:00Z")]
    [TestCase("90s", "2026-11-01T11:58:30Z")]
    [TestCase("15m", "2026-11-01T11:45:00Z")]
    [TestCase("2h", "2026-11-01T10:00:00Z")]
    [TestCase("7d", "2026-10-25T12:00:00Z")]
    [TestCase("4w", "2026-10-04T12:00:00Z")]
    [TestCase("1d12h", "2026-10-31T00:00:00Z")]
    [TestCase("2026-08-05", "2026-08-05T00:00:00Z")]
    [TestCase("2026-08-05T08:01", "2026-08-05T08:01:00Z")]
    [TestCase("2026-08-05 08:01:32", "2026-08-05T08:01:32Z")]
    [TestCase("2026-08-05T08:01:32.5Z", "2026-08-05T08:01:32.5Z")]
    [TestCase("2026-08-05T08:01:32-07:00", "2026-08-05T15:01:32Z")]
    [TestCase("2026-08-05T08:01:32.123456789Z", "2026-08-05T08:01:32.1234568Z")]
    [TestCase("2026-08-05T08:01:32.12300000000000000000Z", "2026-08-05T08:01:32.123Z")]
    [TestCase("2026-08-05t08:01:32z", "2026-08-05T08:01:32Z")]
    [TestCase("2026-08-05 08:01:32z", "2026-08-05T08:01:32Z")]
    [TestCase("2026-08-05 08:01:32.5+05:30", "2026-08-05T02:31:32.5Z")]
    [TestCase("2026-08-05T08:01:32-00:00", "2026-08-05T08:01:32Z")]
    [TestCase("2026-08-05T08:01:32+23:59", "2026-08-04T08:02:32Z")]
    [TestCase("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [TestCase("2016-12-31T15:59:60.25-08:00", "2017-01-01T00:00:00.25Z")]
    [TestCase("1785916892", "2026-08-05T08:01:32Z")]
    [TestCase("1785916892561", "2026-08-05T08:01:32.561Z")]
    public void All_documented_formats_are_parsed(string text, string expected) =>
        Assert.That(TimeArgument.Parse("--since", text, s_now), Is.EqualTo(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)));

    [TestCase("today", "Asia/Tokyo", "2026-10-31T15:00:00Z")]
    [TestCase("yesterday", "Asia/Tokyo", "2026-10-30T15:00:00Z")]
    [TestCase("today", "America/New_York", "2026-11-01T04:00:00Z")]
    [TestCase("2026-10-30", "America/New_York", "2026-10-30T04:00:00Z")]
    [TestCase("2026-10-30T08:00", "America/New_York", "2026-10-30T12:00:00Z")]
    [TestCase("2026-10-30T08:00Z", "America/New_York", "2026-10-30T08:00:00Z")]
    [TestCase("2026-10-30 08:00:00+02:00", "America/New_York", "2026-10-30T06:00:00Z")]
    [TestCase("1d", "America/New_York", "2026-10-31T12:00:00Z")]
    public void Days_and_times_without_a_zone_are_in_that_of_the_option(string text, string zone, string expected) => Assert.That(
        TimeArgument.Parse("--since", text, s_now, TimeZoneInfo.FindSystemTimeZoneById(zone)),
        Is.EqualTo(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)));

    [TestCase("2026-03-29T02:30", "2026-03-29T01:30:00Z", Description = "Clocks skip it.")]
    [TestCase("2026-10-25T02:30", "2026-10-25T01:30:00Z", Description = "Clocks show it twice.")]
    public void A_time_that_clocks_skip_or_show_twice_is_in_standard_time(string text, string expected) => Assert.That(
        TimeArgument.Parse("--since", text, s_now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
        Is.EqualTo(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)));

    [TestCase("")]
    [TestCase("2")]
    [TestCase("2 h")]
    [TestCase("-2h")]
    [TestCase("2y")]
    [TestCase("2h\n")]
    [TestCase("2026-13-01")]
    [TestCase("2026-08-05T25:00")]
    [TestCase("2026-02-29")]
    [TestCase("2026-08-05T08:01:60Z")]
    [TestCase("2026-08-05T08:01:61Z")]
    [TestCase("2026-08-05T08:01:32+24:00")]
    [TestCase("2026-08-05T08:01:32.Z")]
    [TestCase("1970-01-01T00:00:00+23:59")]
    [TestCase("0001-01-01T00:00:00+23:59")]
    [TestCase("9999-12-31T23:59:59-23:59")]
    [TestCase("05/08/2026")]
    [TestCase("999999999w")]
    [TestCase("3000-01-01")]
    public void Other_text_is_refused_with_the_supported_formats(string text) =>
        Assert.That(() => TimeArgument.Parse("--since", text, s_now),
            Throws.TypeOf<FormatException>().With.Message.StartWith($"--since: '{text}' is not").And.Message.Contain("1d12h"));

    /// <summary>Any text is parsed or refused with a <see cref="FormatException"/>.</summary>
    [Test]
    public void No_text_causes_another_exception() => Check.One(s_tenThousand, Prop.ForAll(
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.ArrayOf(Gen.Elements(
                "1", "9", "0", "s", "m", "h", "d", "w", "-", "T", "t", ":", ".", "Z", "z", "+", " ", "60",
                "2026", "2026-08-05T08:01:", "99999999")).Select(string.Concat)).ToArbitrary(),
        text =>
        {
            try
            {
                return TimeArgument.Parse("--since", text, s_now) >= DateTimeOffset.UnixEpoch;
            }
            catch (FormatException)
            {
                return true;
            }
        }));

    [Test]
    public void A_formatted_instant_is_parsed_back() => Check.One(s_tenThousand, Prop.ForAll(
        Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(0, 9_999_999)).ToArbitrary(),
        drawn =>
        {
            var instant = DateTimeOffset.FromUnixTimeSeconds(drawn.Item1).AddTicks(drawn.Item2);
            return TimeArgument.Parse("--since", instant.ToString("o", CultureInfo.InvariantCulture), s_now) == instant;
        }));
}
