using System.Globalization;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Reads the ISO 8601 times that queries carry; without a zone they are UTC.</summary>
internal static class Instant
{
    // Listed, because the lenient parser would read "12:00" as today and "1/2" as a matter of taste.
    private static readonly string[] s_formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>Reads <paramref name="text"/> as milliseconds since 1970; fractions of one are kept.</summary>
    public static bool TryParse(string text, out double milliseconds)
    {
        bool read = DateTimeOffset.TryParseExact(
            text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant);
        milliseconds = (instant - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        return read;
    }
}
