using System.Globalization;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Reads the ISO 8601 times of queries; a time without a zone is UTC.</summary>
internal static class Instant
{
    // Explicit formats, because the lenient parser accepts "12:00" (as today) and "1/2" (ambiguous).
    private static readonly string[] s_formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>Parses <paramref name="text"/> as milliseconds since 1970, including fractions of a millisecond.</summary>
    public static bool TryParse(string text, out double milliseconds)
    {
        var read = DateTimeOffset.TryParseExact(
            text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        milliseconds = (instant - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        return read;
    }
}
