using System.Globalization;

namespace GatewayLogs.Cli.Export;

/// <summary>A span of time as a person types it.</summary>
internal static class Duration
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    /// <summary>Reads a number with a unit: <c>90s</c>, <c>5m</c>, <c>2h</c> or <c>7d</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Parse(string option, string text)
    {
        var unit = text switch
        {
            [.., 's'] => TimeSpan.FromSeconds(1),
            [.., 'm'] => TimeSpan.FromMinutes(1),
            [.., 'h'] => TimeSpan.FromHours(1),
            [.., 'd'] => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= s_longest / unit
            ? number * unit
            : throw new FormatException($"{option} is a time up to 365 days such as 90s, 5m, 2h or 7d, not '{text}'.");
    }
}
