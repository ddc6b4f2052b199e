using System.Globalization;

namespace GatewayLogs.Cli.Selecting;

/// <summary>Parses a condition from the command line. Errors name the option.</summary>
internal static class Condition
{
    /// <summary>Gets the keys of the OpenAPI document, for help texts.</summary>
    public static IEnumerable<string> Keys =>
        Enum.GetValues<GatewayLogFilterKey>().Select(key => new GatewayLogFilter(key, GatewayLogFilterOperator.Equal, (object?)null).Key);

    /// <summary>Parses a condition such as <c>tokens_out gt 1000</c>; times can have any format of <c>--since</c>.</summary>
    public static GatewayLogFilter Parse(string text, DateTimeOffset now, TimeZoneInfo? zone = null)
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
            ? new GatewayLogFilter(filter.Key, filter.Operator, Instant(filter.Operator, TimeArgument.Parse($"--filter '{text}'", value, now, zone)))
            : filter;
    }

    /// <summary>Parses comma-separated names of models or providers, which are alternatives.</summary>
    public static string[] ParseNames(string option, IEnumerable<string>? texts)
    {
        string[] names = [.. (texts ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).Distinct()];
        return Array.Exists(names, name => name.Length == 0)
            ? throw new FormatException($"{option}: a name in the list is empty. Expected names separated by commas, as in: {option} a,b")
            : names;
    }

    /// <summary>Parses a metadata entry such as <c>team=search</c>.</summary>
    public static (string Name, string Value) ParseEntry(string text) => text.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? (name, value)
        : throw new FormatException($"--metadata '{text}' is not an entry. Expected NAME=VALUE, as in: --metadata team=search");

    /// <summary>
    /// Returns a filter for logs that cost at least this much. The service only has a greater-than operator, so the filter compares with
    /// the largest smaller number.
    /// </summary>
    public static GatewayLogFilter AtLeast(string text) =>
        (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) ? cost : -1) switch
    {
        < 0 => throw new FormatException($"--min-cost '{text}' is not an amount of at least 0 US dollars. Example: --min-cost 0.01"),
        0 => LogFilter.Cost.GreaterThan(-1),
        _ => new GatewayLogFilter(GatewayLogFilterKey.Cost, GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(
            double.Parse(text, CultureInfo.InvariantCulture))),
    };

    /// <summary>Parses the feedback <c>good</c> or <c>bad</c>.</summary>
    public static GatewayLogFilter ParseFeedback(string text) => text switch
    {
        "good" => LogFilter.Feedback.GreaterThan(0),
        "bad" => LogFilter.Feedback.LessThan(0),
        _ => throw new FormatException($"--feedback must be good or bad, not '{text}'. For other values, use --filter 'feedback lt 0.5'."),
    };

    // The client truncates to milliseconds, which would lower an upper limit and exclude rows that are before it.
    private static DateTimeOffset Instant(GatewayLogFilterOperator @operator, DateTimeOffset instant) =>
        @operator == GatewayLogFilterOperator.LessThan ? TimeArgument.NextMillisecond(instant) : instant;
}
