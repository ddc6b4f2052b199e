using System.Globalization;

namespace GatewayLogs.Json;

/// <summary>The one form in which instants are written: the only one that working clients were seen to send, and the one of a log's created_at.</summary>
internal static class InstantFormat
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string GetText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
