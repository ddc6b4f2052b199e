using System.Globalization;
using System.Numerics;

namespace GatewayLogs.Cli.Stats;

/// <summary>A sum of decimals of which no digit is ever rounded away, however many there are.</summary>
internal sealed class ExactSum
{
    // The most decimals that a decimal has.
    private const int Decimals = 28;

    private BigInteger _units;

    public void Add(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var magnitude = new BigInteger(new decimal(parts[0], parts[1], parts[2], isNegative: false, scale: 0));
        var scaled = magnitude * BigInteger.Pow(10, Decimals - number.Scale);
        _units += decimal.IsNegative(number) ? -scaled : scaled;
    }

    /// <summary>As a number for charts and comparisons.</summary>
    public double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>All digits, and no zeros behind the last.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(_units).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        var fraction = digits[^Decimals..].TrimEnd('0');
        return $"{(_units.Sign < 0 ? "-" : "")}{digits[..^Decimals]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }
}
