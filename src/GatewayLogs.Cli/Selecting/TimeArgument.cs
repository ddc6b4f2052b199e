using System.Globalization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Selecting;

/// <summary>Parses a time argument: an age, an ISO 8601 time, or seconds or milliseconds since 1970.</summary>
internal static partial class TimeArgument
{
    public const string Forms = "an age such as 90s, 15m, 2h, 7d, 4w or 1d12h; an ISO 8601 time such as 2026-08-05T08:00:00Z (UTC if it has no zone); or seconds or milliseconds since 1970";

    private static readonly DateTimeOffset s_end = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_formats =
    [
        .. from time in (string[])["", "'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.FFFFFFF"]
           from zone in (string[])["", "K"]
           where time.Length > 0 || zone.Length == 0
           select $"yyyy-MM-dd{time}{zone}",
    ];

    [GeneratedRegex(@"^(?:(?<count>[0-9]{1,9})(?<unit>[smhdw]))+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Durations { get; }

    [GeneratedRegex(@"^[0-9]{9,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Epoch { get; }

    /// <summary>Parses a duration such as <c>2h</c>.</summary>
    public static TimeSpan ParseDuration(string name, string text, int? maxDays = null) => TryDuration(text) switch
    {
        null => throw new FormatException($"{name}: '{text}' is not a duration. Expected a value such as 90s, 15m, 2h or 1d12h."),
        { } duration when duration.TotalDays > maxDays => throw new FormatException($"{name}: '{text}' is longer than the maximum of {maxDays}d."),
        { } duration => duration,
    };

    /// <summary>Parses a time between 1970 and 2999.</summary>
    public static DateTimeOffset Parse(string name, string text, DateTimeOffset now)
    {
        if (TryDuration(text) is { } ago)
        {
            return Require(name, text, ago <= now - DateTimeOffset.UnixEpoch ? now - ago : null);
        }

        if (Epoch.IsMatch(text))
        {
            var number = long.Parse(text, CultureInfo.InvariantCulture);
            return Require(name, text, text.Length > 11 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number));
        }

        return DateTimeOffset.TryParseExact(
            text.Replace(' ', 'T'), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? Require(name, text, instant)
            : throw new FormatException($"{name}: '{text}' is not a time. Expected {Forms}.");
    }

    /// <summary>Rounds up to a full millisecond, the resolution of the service.</summary>
    public static DateTimeOffset NextMillisecond(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds());

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
