using System.Globalization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Selecting;

/// <summary>Parses a time argument: today or yesterday, an age, an ISO 8601 time, or seconds or milliseconds since 1970.</summary>
internal static partial class TimeArgument
{
    public const string Forms = "today or yesterday; an age such as 90s, 15m, 2h, 7d, 4w or 1d12h; an ISO 8601 time such as "
        + "2026-08-05T08:00:00Z (in the zone of --tz if it has none); or seconds or milliseconds since 1970";

    /// <summary>The digits of a fraction of a second that a tick represents.</summary>
    private const int FractionDigits = 7;

    private static readonly DateTimeOffset s_end = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [GeneratedRegex(
        """
        ^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
        (?:[Tt\ ](?<minute>[0-9]{2}:[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]+))?)?
        (?:[Zz]|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]))?)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Iso { get; }

    [GeneratedRegex(@"^(?:(?<count>[0-9]{1,9})(?<unit>[smhdw]))+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Durations { get; }

    [GeneratedRegex(@"^[0-9]{9,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Epoch { get; }

    /// <summary>Parses a duration such as <c>2h</c>.</summary>
    public static TimeSpan ParseDuration(string name, string text, int? maxDays = null, int minSeconds = 0) => TryDuration(text) switch
    {
        null => throw new FormatException($"{name}: '{text}' is not a duration. Expected a value such as 90s, 15m, 2h or 1d12h."),
        { } duration when duration.TotalDays > maxDays => throw new FormatException($"{name}: '{text}' is longer than the maximum of {maxDays}d."),
        { } duration when duration.TotalSeconds < minSeconds =>
            throw new FormatException($"{name}: '{text}' is shorter than the minimum of {minSeconds}s. Specify a longer duration."),
        { } duration => duration,
    };

    /// <summary>
    /// Parses a time between 1970 and 2999. A day starts at midnight in a time zone, by default UTC. A time without a zone that clocks skip or
    /// show twice is in standard time, as in <see cref="TimeZoneInfo.GetUtcOffset(DateTime)"/>.
    /// </summary>
    public static DateTimeOffset Parse(string name, string text, DateTimeOffset now, TimeZoneInfo? zone = null)
    {
        zone ??= TimeZoneInfo.Utc;
        if (text is "today" or "yesterday")
        {
            var day = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(text == "today" ? 0 : -1);
            return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
        }

        if (TryDuration(text) is { } ago)
        {
            return Require(name, text, ago <= now - DateTimeOffset.UnixEpoch ? now - ago : null);
        }

        if (Epoch.IsMatch(text))
        {
            var number = long.Parse(text, CultureInfo.InvariantCulture);
            return Require(name, text, text.Length > 11 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number));
        }

        return Iso.Match(text) is { Success: true } match && TryTicks(match, zone) is { } ticks
            ? Require(name, text, ticks >= 0 && ticks < s_end.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null)
            : throw new FormatException($"{name}: '{text}' is not a time. Expected {Forms}.");
    }

    /// <summary>Rounds up to a full millisecond, the resolution of the service.</summary>
    public static DateTimeOffset NextMillisecond(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds());

    /// <summary>Returns the ticks of an ISO 8601 time, in UTC and rounded up; null if a part of the time does not exist.</summary>
    /// <remarks>
    /// The formats of <see cref="DateTimeOffset"/> support neither nanoseconds, leap seconds nor offsets beyond 14 hours, which RFC 3339 allows.
    /// </remarks>
    private static long? TryTicks(Match match, TimeZoneInfo zone)
    {
        string Part(string name, string missing) => match.Groups[name] is { Success: true } group ? group.Value : missing;
        int Number(string name) => int.Parse(Part(name, "0"), CultureInfo.InvariantCulture);
        if (!DateTime.TryParseExact(
            $"{Part("date", "")} {Part("minute", "00:00")}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var fraction = Part("fraction", "").PadRight(FractionDigits, '0');
        var ticks = long.Parse(fraction[..FractionDigits], CultureInfo.InvariantCulture) + (fraction[FractionDigits..].Trim('0').Length > 0 ? 1 : 0);
        var offset = match.Groups["sign"].Success || match.Value[^1] is 'Z' or 'z'
            ? new TimeSpan(Number("hours"), Number("minutes"), 0).Ticks * (Part("sign", "+") == "-" ? -1 : 1)
            : zone.GetUtcOffset(local).Ticks;
        var minute = local.Ticks - offset;
        var isLastOfDay = (minute + TimeSpan.TicksPerMinute) % TimeSpan.TicksPerDay == 0;
        return Number("second") is var second && (second < 60 || (second == 60 && isLastOfDay))
            ? minute + (second * TimeSpan.TicksPerSecond) + ticks
            : null;
    }

    private static TimeSpan? TryDuration(string text)
    {
        if (Durations.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var counts = match.Groups["count"].Captures.Select(capture => long.Parse(capture.Value, CultureInfo.InvariantCulture));
        var seconds = counts.Zip(match.Groups["unit"].Captures, (count, unit) => (decimal)count * GetSeconds(unit.Value)).Sum();
        return seconds <= (decimal)TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds((long)seconds) : TimeSpan.MaxValue / 2;
    }

    private static int GetSeconds(string unit) => unit switch
    {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => 604_800,
    };

    private static DateTimeOffset Require(string name, string text, DateTimeOffset? instant) =>
        instant >= DateTimeOffset.UnixEpoch && instant < s_end
            ? instant.Value
            : throw new FormatException($"{name}: '{text}' is not in the years 1970 to 2999. Expected {Forms}.");
}
