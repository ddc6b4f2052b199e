using System.Globalization;

namespace GatewayLogs.Cli.Stats;

/// <summary>A figure of a group in JSON and CSV: its name, and its text with all digits.</summary>
/// <param name="Name">The name in JSON and CSV.</param>
/// <param name="Text">Returns all digits of the figure; empty if there is none.</param>
internal sealed record StatsColumn(string Name, Func<Tally, string> Text)
{
    /// <summary>Gets all figures in the order of the output.</summary>
    public static IReadOnlyList<StatsColumn> All { get; } =
    [
        new("calls", tally => Number(tally.Calls)),
        new("errors", tally => Number(tally.Errors)),
        new("cache_hits", tally => Number(tally.CacheHits)),
        new("tokens_in", tally => Number(tally.TokensIn)),
        new("tokens_out", tally => Number(tally.TokensOut)),
        new("cost", tally => tally.Cost.ToString()),
        new("duration_p50", tally => Number(tally.Duration(50))),
        new("duration_p95", tally => Number(tally.Duration(95))),
        new("duration_p99", tally => Number(tally.Duration(99))),

        // How many calls have no value, and count as 0 in the sums.
        new("calls_without_tokens_in", tally => Number(tally.WithoutTokensIn)),
        new("calls_without_tokens_out", tally => Number(tally.WithoutTokensOut)),
        new("calls_without_cost", tally => Number(tally.WithoutCost)),
    ];

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
