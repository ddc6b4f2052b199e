using System.Globalization;
using System.Numerics;

namespace GatewayLogs.Cli.Stats;

/// <summary>A sum of decimals that is never rounded.</summary>
internal sealed class ExactSum
{
    // The maximum scale of a decimal.
    private const int Decimals = 28;

    private static readonly BigInteger[] s_powers = [.. Enumerable.Range(0, Decimals + 1).Select(exponent => BigInteger.Pow(10, exponent))];

    private BigInteger _units;

    public void Add(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var magnitude = new BigInteger(new decimal(parts[0], parts[1], parts[2], isNegative: false, scale: 0));
        var scaled = magnitude * s_powers[Decimals - number.Scale];
        _units += decimal.IsNegative(number) ? -scaled : scaled;
    }

    public void Add(ExactSum other) => _units += other._units;

    /// <summary>Returns the sum as a double, for charts and comparisons.</summary>
    public double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>Returns all digits, without trailing zeros.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(_units).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        var fraction = digits[^Decimals..].TrimEnd('0');
        return $"{(_units.Sign < 0 ? "-" : "")}{digits[..^Decimals]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }
}
