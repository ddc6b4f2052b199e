using System.Globalization;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Parses the numbers of queries and inserted costs with one implementation, so that both have the same last digit.</summary>
internal static class WireNumber
{
    /// <summary>Parses <paramref name="text"/>; returns false if it is not a finite double.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
