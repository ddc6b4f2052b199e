using System.Globalization;

namespace GatewayLogs.Bodies;

/// <summary>Tells a body that is still on its way from one that will never come.</summary>
internal static class MissingBodyReason
{
    /// <summary>Logs were seen to arrive up to a minute after their call; this is twice that.</summary>
    private static readonly TimeSpan s_latestArrival = TimeSpan.FromMinutes(2);

    private const string UlidDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Why a log that is there has no body.</summary>
    public static GatewayLogBodyState Of(DateTimeOffset? createdAt, long? size, DateTimeOffset now) =>
        size > 0 || IsRecent(createdAt, now) ? GatewayLogBodyState.NotYetThere : GatewayLogBodyState.NotStored;

    /// <summary>Why there is no log: most ids tell when they were given.</summary>
    public static GatewayLogBodyState OfLog(string id, DateTimeOffset now) =>
        IsRecent(GetTime(id), now) ? GatewayLogBodyState.NotYetThere : GatewayLogBodyState.Gone;

    /// <summary>The time in a ULID or a UUIDv7; null for an id of another kind.</summary>
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
