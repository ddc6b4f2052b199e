using System.Globalization;

namespace GatewayLogs.Cli.Selecting;

/// <summary>One condition as a person types it, with an error that names the option it came from.</summary>
internal static class Condition
{
    /// <summary>Reads <c>tokens_out gt 1000</c>; a time may have any form that <c>--since</c> takes.</summary>
    public static GatewayLogFilter Parse(string text, DateTimeOffset now)
    {
        GatewayLogFilter filter;
        try
        {
            filter = GatewayLogFilter.Parse(string.Join(' ', text.Trim().Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries)));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"--filter '{text}': {exception.Message}", exception);
        }

        return filter is { Key: "created_at", Operator: not GatewayLogFilterOperator.Contains, Values: [string value] }
            ? new GatewayLogFilter(filter.Key, filter.Operator, Instant(filter.Operator, TimeArgument.Parse($"--filter '{text}'", value, now)))
            : filter;
    }

    /// <summary>Reads <c>team=search</c>.</summary>
    public static (string Name, string Value) ParseEntry(string text) => text.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? (name, value)
        : throw new FormatException($"--metadata '{text}': give one entry as NAME=VALUE, as in: --metadata team=search");

    /// <summary>The logs that cost at least this much. The service has no such operator: the number just below stands in for it.</summary>
    public static GatewayLogFilter AtLeast(string text) => (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) ? cost : -1) switch
    {
        < 0 => throw new FormatException($"--min-cost is an amount in US dollars from 0, as in: --min-cost 0.01, not '{text}'."),
        0 => LogFilter.Cost.GreaterThan(-1),
        _ => new GatewayLogFilter(GatewayLogFilterKey.Cost, GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(double.Parse(text, CultureInfo.InvariantCulture))),
    };

    // The client cuts finer parts off, which would move an upper limit down onto rows that are before it.
    private static DateTimeOffset Instant(GatewayLogFilterOperator @operator, DateTimeOffset instant) =>
        @operator == GatewayLogFilterOperator.LessThan ? TimeArgument.NextMillisecond(instant) : instant;
}
