using System.Globalization;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>The vertical axis of a chart, with round marks from 0 to at least the greatest value.</summary>
internal sealed class Axis
{
    private const int Marks = 4;

    /// <param name="greatest">The greatest value.</param>
    /// <param name="countsOnly">Whether all values are integers, and so all marks.</param>
    public Axis(double greatest, bool countsOnly = false)
    {
        // A chart without values still has an axis.
        var rough = (greatest > 0 ? greatest : 1) / Marks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 when !countsOnly => 2.5, <= 5 => 5, _ => 10 };
        Step = countsOnly ? Math.Max(1, step) : step;
        Top = Step * Math.Ceiling((greatest > 0 ? greatest : 1) / Step);
    }

    public double Step { get; }

    public double Top { get; }

    /// <summary>Gets the values of the grid lines.</summary>
    public IEnumerable<double> Lines => Enumerable.Range(0, (int)Math.Round(Top / Step) + 1).Select(mark => mark * Step);

    /// <summary>Formats a value as short text.</summary>
    public static string Short(double value) => value switch
    {
        >= 1_000_000 => (value / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1_000 => (value / 1_000).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        0 => "0",
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };
}
