using System.Globalization;

namespace GatewayLogs.Cli.Stats;

/// <summary>A figure of a group: its name in JSON and CSV, its heading in tables, and its text.</summary>
/// <param name="Name">The name in JSON and CSV.</param>
/// <param name="Heading">The heading in tables.</param>
/// <param name="Text">Returns all digits of the figure; empty if there is none.</param>
internal sealed record StatsColumn(string Name, string Heading, Func<Tally, string> Text)
{
    /// <summary>Gets the figures that tables show, in the order of the output.</summary>
    public static IReadOnlyList<StatsColumn> Figures { get; } =
    [
        new("calls", "Calls", tally => Number(tally.Calls)),
        new("errors", "Errors", tally => Number(tally.Errors)) { DropOrder = 5 },
        new("cache_hits", "Cached", tally => Number(tally.CacheHits)) { DropOrder = 4 },
        new("tokens_in", "Tokens in", tally => Number(tally.TokensIn)) { DropOrder = 7 },
        new("tokens_out", "Tokens out", tally => Number(tally.TokensOut)) { DropOrder = 6 },
        new("cost", "Cost $", tally => tally.Cost.ToString()),
        new("duration_p50", "p50 ms", tally => Number(tally.Duration(50))) { DropOrder = 3 },
        new("duration_p95", "p95 ms", tally => Number(tally.Duration(95))) { DropOrder = 2 },
        new("duration_p99", "p99 ms", tally => Number(tally.Duration(99))) { DropOrder = 1 },
    ];

    /// <summary>Gets how many calls have no value, and count as 0 in the sums.</summary>
    public static IReadOnlyList<StatsColumn> Missing { get; } =
    [
        new("calls_without_tokens_in", "without tokens in", tally => Number(tally.WithoutTokensIn)),
        new("calls_without_tokens_out", "without tokens out", tally => Number(tally.WithoutTokensOut)),
        new("calls_without_cost", "without a cost", tally => Number(tally.WithoutCost)),
    ];

    /// <summary>Gets all figures in the order of the output.</summary>
    public static IReadOnlyList<StatsColumn> All { get; } = [.. Figures, .. Missing];

    /// <summary>Gets the position at which a table that is too wide drops the column; 0 for a column that is always shown.</summary>
    public int DropOrder { get; private init; }

    /// <summary>Returns which calls count as 0 in the sums; null if there are none.</summary>
    public static string? DescribeMissing(Tally tally)
    {
        var counts = Missing.Where(column => column.Text(tally) != "0").Select(column => $"{column.Text(tally)} {column.Heading}").ToList();
        return counts.Count > 0 ? $"Calls that count as 0: {string.Join(", ", counts)}." : null;
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
