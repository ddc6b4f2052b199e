namespace GatewayLogs.Benchmarks;

internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Returns the median of the ratios of values measured in the same round.</summary>
    public static double OfRatios(IEnumerable<double> values, IEnumerable<double> references) =>
        Of(values.Zip(references, (value, reference) => value / reference));
}
