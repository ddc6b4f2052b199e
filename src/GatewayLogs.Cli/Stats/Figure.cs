using System.Globalization;

namespace GatewayLogs.Cli.Stats;

/// <summary>A figure of a group as people read it, in the table and on the page: rounded, with thousands separators.</summary>
/// <param name="Name">The name of the figure.</param>
/// <param name="Heading">The heading of its column.</param>
/// <param name="Show">Returns the text of the figure of a group, which can depend on the total; empty if there is none.</param>
internal sealed record Figure(string Name, string Heading, Func<Tally, Tally, string> Show)
{
    private const int MaxDecimals = 6;

    /// <summary>Gets all figures in the order of their columns.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("calls", "Calls", (tally, _) => Integer(tally.Calls)),
        new("errors", "Errors", (tally, _) => Integer(tally.Errors)) { Rank = 3 },
        new("cache_hits", "Cached", (tally, _) => Integer(tally.CacheHits)) { Rank = 4 },
        new("tokens_in", "Tokens in", (tally, _) => Integer(tally.TokensIn)) { Rank = 1 },
        new("tokens_out", "Tokens out", (tally, _) => Integer(tally.TokensOut)) { Rank = 2 },
        new("cost", "Cost $", Cost) { GetExact = tally => tally.Cost.ToString() },
        new("share", "Share", CostShare) { Rank = 8 },
        new("cost_per_call", "$ per call", (tally, _) => Amount(tally.CostPerCall, MaxDecimals)) { Rank = 9 },
        new("duration_p50", "p50 ms", (tally, _) => Integer(tally.Duration(50))) { Rank = 5 },
        new("duration_p95", "p95 ms", (tally, _) => Integer(tally.Duration(95))) { Rank = 6 },
        new("duration_p99", "p99 ms", (tally, _) => Integer(tally.Duration(99))) { Rank = 7 },
    ];

    /// <summary>Gets the order in which columns are added to a table while they fit; 0 for a column that is always shown.</summary>
    public int Rank { get; private init; }

    /// <summary>Gets a function that returns all digits of the figure; null for a figure that has no exact value.</summary>
    public Func<Tally, string?> GetExact { get; private init; } = _ => null;

    /// <summary>Returns which calls count as 0 in the sums; null if there are none.</summary>
    public static string? DescribeMissing(Tally tally)
    {
        (long Count, string Text)[] missing =
        [
            (tally.WithoutTokensIn, "without tokens in"),
            (tally.WithoutTokensOut, "without tokens out"),
            (tally.WithoutCost, "without a cost"),
        ];
        var counts = missing.Where(entry => entry.Count > 0).Select(entry => $"{Integer(entry.Count)} {entry.Text}");
        return string.Join(", ", counts) is { Length: > 0 } text ? $"Calls that count as 0: {text}." : null;
    }

    /// <summary>
    /// Formats the cost of a group. All costs of a report have the same number of decimals, which is smaller for a greater total.
    /// </summary>
    public static string Cost(Tally tally, Tally total) =>
        Amount(tally.Cost.ToDouble(), total.Cost.ToDouble() switch { >= 100 => 2, >= 1 => 4, _ => MaxDecimals });

    /// <summary>Formats the part that the cost of a group has of the total.</summary>
    public static string CostShare(Tally tally, Tally total) => Share(tally.Cost.ToDouble(), total.Cost.ToDouble());

    /// <summary>Formats an integer with thousands separators.</summary>
    public static string Integer(long? number) => number?.ToString("#,0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats an amount; a small amount that would be rounded to 0 as less than the smallest.</summary>
    private static string Amount(double amount, int decimals)
    {
        var smallest = Math.Pow(10, -decimals);
        return amount > 0 && amount < smallest / 2
            ? $"<{smallest.ToString($"F{decimals}", CultureInfo.InvariantCulture)}"
            : amount.ToString($"N{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>Formats a part of a total in percent; empty if the total is 0.</summary>
    public static string Share(double part, double total) =>
        total > 0 ? (100 * part / total).ToString("0.0", CultureInfo.InvariantCulture) + "%" : "";
}
