using System.Globalization;

namespace GatewayLogs.Cli.Selecting;

/// <summary>The scores of <c>--min-score</c> and <c>--max-score</c>. The service has no filter for them, so they are compared on this machine.</summary>
/// <param name="Min">The lowest score; null for any.</param>
/// <param name="Max">The highest score; null for any.</param>
internal sealed record ScoreRange(decimal? Min, decimal? Max)
{
    /// <summary>Returns whether a log is selected. Without limits, logs without a score are, too.</summary>
    public bool Selects(GatewayLog log) => (Min ?? Max) is null || (log.Score is { } score && score >= (Min ?? score) && score <= (Max ?? score));

    /// <summary>Parses a score.</summary>
    /// <exception cref="FormatException">The text is no number from 0 to 100.</exception>
    public static decimal? Parse(string option, string? text) => text is null ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 100 ? score
        : throw new FormatException($"{option} '{text}' is not a score from 0 to 100. Example: {option} 50");
}
