using System.Globalization;

namespace GatewayLogs.Json;

/// <summary>
/// Formats instants for requests, in the format of a log's created_at. It is the only format that other clients are known to send
/// successfully.
/// </summary>
internal static class InstantFormat
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string GetText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
