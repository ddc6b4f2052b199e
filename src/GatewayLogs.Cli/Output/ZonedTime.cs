using System.Globalization;

namespace GatewayLogs.Cli.Output;

/// <summary>Formats times for people, in the zone of <c>--tz</c>. The text shows the zone: Z for UTC, otherwise the offset.</summary>
internal static class ZonedTime
{
    public static string Format(DateTimeOffset instant, TimeZoneInfo zone, string format = "yyyy-MM-dd HH:mm:ss")
    {
        var suffix = zone.HasSameRules(TimeZoneInfo.Utc) ? "'Z'" : "zzz";
        return TimeZoneInfo.ConvertTime(instant, zone).ToString(format + suffix, CultureInfo.InvariantCulture);
    }
}
