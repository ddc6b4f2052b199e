using System.Globalization;

namespace GatewayLogs.Emulator.Queries;

/// <summary>Reads the numbers of queries and of inserted costs: in one way, so that the two always agree in the last digit.</summary>
internal static class WireNumber
{
    /// <summary>Reads <paramref name="text"/>; false for what is no number that a double can hold.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
