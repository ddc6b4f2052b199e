using System.Globalization;

namespace GatewayLogs.Cli.Output;

/// <summary>Formats instants in UTC, with milliseconds, or with seven fractional digits if they are more precise.</summary>
internal static class InstantText
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const string FinerFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The maximum length of the text.</summary>
    public const int MaxLength = 28;

    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(GetFormat(instant), CultureInfo.InvariantCulture);

    /// <summary>Writes the text into a buffer of at least <see cref="MaxLength"/>.</summary>
    /// <returns>The part of the buffer that contains the text.</returns>
    public static ReadOnlySpan<byte> Write(DateTimeOffset instant, Span<byte> buffer)
    {
        instant.UtcDateTime.TryFormat(buffer, out var length, GetFormat(instant), CultureInfo.InvariantCulture);
        return buffer[..length];
    }

    /// <summary>Returns the format string for the time in UTC.</summary>
    public static string GetFormat(DateTimeOffset instant) => instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? Format : FinerFormat;
}
