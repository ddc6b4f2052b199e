using System.Globalization;

namespace GatewayLogs.Cli.Stats;

/// <summary>A figure of a group: its name in JSON and CSV, its heading in tables, and its text.</summary>
internal sealed record StatsColumn(string Name, string Heading, Func<Tally, string> Text)
{
    /// <summary>Gets all figures in the order of the output.</summary>
    public static IReadOnlyList<StatsColumn> All { get; } =
    [
        new("calls", "Calls", tally => Number(tally.Calls)),
        new("errors", "Errors", tally => Number(tally.Errors)),
        new("cache_hits", "Cached", tally => Number(tally.CacheHits)),
        new("tokens_in", "Tokens in", tally => Number(tally.TokensIn)),
        new("tokens_out", "Tokens out", tally => Number(tally.TokensOut)),
        new("cost", "Cost $", tally => tally.Cost.ToString()),
        new("duration_p50", "p50 ms", tally => Number(tally.Duration(50))),
        new("duration_p95", "p95 ms", tally => Number(tally.Duration(95))),
        new("duration_p99", "p99 ms", tally => Number(tally.Duration(99))),
    ];

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
