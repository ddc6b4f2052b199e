using System.Globalization;

namespace GatewayLogs.Bodies;

/// <summary>Distinguishes a body that is not available yet from one that does not exist.</summary>
internal static class MissingBodyReason
{
    /// <summary>
    /// The age up to which a body can still become available. Logs were observed to arrive up to one minute after their request; this is
    /// twice that.
    /// </summary>
    private static readonly TimeSpan s_latestArrival = TimeSpan.FromMinutes(2);

    private const string UlidDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Returns why an existing log has no body.</summary>
    public static GatewayLogBodyState ForLog(DateTimeOffset? createdAt, DateTimeOffset now) =>
        IsRecent(createdAt, now) ? GatewayLogBodyState.NotYetThere : GatewayLogBodyState.NotStored;

    /// <summary>Returns why a log was not found. ULIDs and UUIDv7s, which most ids are, contain their creation time.</summary>
    public static GatewayLogBodyState ForMissingLog(string id, DateTimeOffset now) =>
        IsRecent(GetTime(id), now) ? GatewayLogBodyState.NotYetThere : GatewayLogBodyState.Gone;

    /// <summary>Returns the creation time in a ULID or UUIDv7; null for other ids.</summary>
    internal static DateTimeOffset? GetTime(string id)
    {
        long milliseconds = 0;
        if (id.Length == 26 && id[0] <= '7' && id.All(UlidDigits.Contains))
        {
            foreach (var digit in id.AsSpan(0, 10))
            {
                milliseconds = (milliseconds * 32) + UlidDigits.IndexOf(digit, StringComparison.Ordinal);
            }
        }
        else if (!Guid.TryParseExact(id, "D", out var guid) || guid.Version != 7 ||
            !long.TryParse($"{id.AsSpan(0, 8)}{id.AsSpan(9, 4)}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out milliseconds))
        {
            return null;
        }

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private static bool IsRecent(DateTimeOffset? instant, DateTimeOffset now) => instant is { } then && (now - then).Duration() < s_latestArrival;
}
