using System.Globalization;

namespace GatewayLogs;

/// <summary>Compares a row with a filter it was listed with, since the service ignores filters it cannot read and answers 200.</summary>
/// <remarks>
/// A false accusation would make a right answer unreadable, so a row contradicts only where the rule is known: eq and neq compare whole
/// values, several values are taken as alternatives, contains is compared without case, and a value on the very bound of lt or gt is left
/// open. Nothing follows from a field that a row lacks, from comparisons with null, or from the order of texts.
/// </remarks>
internal static class FilterCheck
{
    /// <summary>Throws when a row shows that the service did not apply a filter.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="page">The page that was listed with them.</param>
    /// <param name="timeTolerance">How far outside a limit on created_at a row may lie.</param>
    public static void RequireApplied(IReadOnlyList<GatewayLogFilter> filters, GatewayLogPage page, TimeSpan timeTolerance = default)
    {
        foreach (var filter in filters)
        {
            var count = 0;
            for (var i = 0; i < page.Logs.Count; i++)
            {
                count += Evaluate(filter, page.Logs[i]) == FilterMatch.Contradicts && !IsNear(filter, page.Logs[i], timeTolerance) ? 1 : 0;
            }

            if (count > 0)
            {
                throw GatewayLogsFilterIgnoredException.Because(filter, count, page);
            }
        }
    }

    /// <summary>Whether a filter looks at more of a row than what a walk needs.</summary>
    public static bool NeedsWholeRows(IReadOnlyList<GatewayLogFilter> filters) =>
        filters.Any(filter => filter.Key is not (FilterFields.Id or FilterFields.CreatedAt));

    public static FilterMatch Evaluate(GatewayLogFilter filter, GatewayLog row) =>
        filter is { Key: FilterFields.CreatedAt, Values: [DateTimeOffset bound] }
            ? row.CreatedAt is { } instant ? OfOrder(filter.Operator, Order(instant, bound)) : FilterMatch.Unknown // A walk asks for each row.
            : filter.MetadataEntry is { } entry
            ? Worst(OfEntries(FilterFields.MetadataKey, GatewayLogFilterOperator.Equal, [entry], row), OfEntries(FilterFields.MetadataValue, filter.Operator, filter.Values, row))
            : filter.Key == FilterFields.MetadataKey || filter.Key == FilterFields.MetadataValue
                ? OfEntries(filter.Key, filter.Operator, filter.Values, row)
                : OfField(filter, LogFilter.Find(filter.Key)?.Read(row));

    /// <summary>Whether a row lies outside a limit on created_at by less than a tolerance.</summary>
    private static bool IsNear(GatewayLogFilter filter, GatewayLog row, TimeSpan tolerance) =>
        filter is { Key: FilterFields.CreatedAt, Operator: GatewayLogFilterOperator.LessThan or GatewayLogFilterOperator.GreaterThan, Values: [DateTimeOffset limit] }
        && row.CreatedAt is { } instant && (instant - limit).Duration() < tolerance;

    private static FilterMatch Worst(FilterMatch one, FilterMatch other) =>
        one == FilterMatch.Contradicts || other == FilterMatch.Contradicts ? FilterMatch.Contradicts
        : one == other ? one : FilterMatch.Unknown;

    private static FilterMatch OfField(GatewayLogFilter filter, object? shown) =>
        shown is null || filter.Values.Contains(null) ? FilterMatch.Unknown : Combine(filter.Operator, [.. filter.Values.Select(value => Compare(filter.Operator, shown, value!))]);

    /// <summary>Alternatives match when one does. How neq reads several values is not known, unless all of them agree.</summary>
    private static FilterMatch Combine(GatewayLogFilterOperator @operator, FilterMatch[] verdicts) =>
        verdicts.All(verdict => verdict == verdicts[0]) ? verdicts[0]
        : @operator != GatewayLogFilterOperator.NotEqual && verdicts.Contains(FilterMatch.Matches) ? FilterMatch.Matches
        : FilterMatch.Unknown;

    private static FilterMatch Compare(GatewayLogFilterOperator @operator, object shown, object value) => @operator switch
    {
        GatewayLogFilterOperator.Contains => shown is string text && value is string part ? OfContains(text, part) : FilterMatch.Unknown,
        GatewayLogFilterOperator.LessThan or GatewayLogFilterOperator.GreaterThan when shown is string or bool => FilterMatch.Unknown,
        _ when shown is decimal number => AsNumber(value) is { } other ? OfNumbers(@operator, FilterValue.ToDouble(number), other) : FilterMatch.Unknown,
        _ => Order(shown, value) is { } order ? OfOrder(@operator, order) : FilterMatch.Unknown,
    };

    private static FilterMatch OfOrder(GatewayLogFilterOperator @operator, int order) => @operator switch
    {
        GatewayLogFilterOperator.Contains => FilterMatch.Unknown,
        GatewayLogFilterOperator.Equal => order == 0 ? FilterMatch.Matches : FilterMatch.Contradicts,
        GatewayLogFilterOperator.NotEqual => order != 0 ? FilterMatch.Matches : FilterMatch.Contradicts,
        _ when order == 0 => FilterMatch.Unknown,
        _ => order < 0 == (@operator == GatewayLogFilterOperator.LessThan) ? FilterMatch.Matches : FilterMatch.Contradicts,
    };

    private static FilterMatch OfContains(string text, string part) =>
        text.Contains(part, StringComparison.OrdinalIgnoreCase) ? FilterMatch.Matches
        : part.AsSpan().IndexOfAny("%_*?") >= 0 ? FilterMatch.Unknown // They may be wildcards.
        : FilterMatch.Contradicts;

    /// <summary>How the row's value stands to the filter's: -1, 0 or 1; null when they are of kinds that nothing is known to compare.</summary>
    private static int? Order(object shown, object value) => shown switch
    {
        string text => value is string other ? Math.Sign(string.CompareOrdinal(text, other)) : null,
        bool flag => AsFlag(value) is { } other ? flag.CompareTo(other) : null,
        DateTimeOffset instant => FilterValue.AsInstant(value) is { } other ? Order(instant, other) : null,
        _ => null,
    };

    private static int Order(DateTimeOffset instant, DateTimeOffset other) => FilterValue.ToMilliseconds(instant).CompareTo(FilterValue.ToMilliseconds(other));

    /// <summary>
    /// Compares numbers as doubles, which JSON numbers become on their way. The service may print or round the last digits differently, so
    /// numbers that differ in those alone never contradict.
    /// </summary>
    private static FilterMatch OfNumbers(GatewayLogFilterOperator @operator, double number, double other)
    {
        var exact = OfOrder(@operator, number.CompareTo(other));
        if (number.Equals(other) || Math.Abs(number - other) > 1e-12 * Math.Max(Math.Abs(number), Math.Abs(other)))
        {
            return exact;
        }

        return @operator switch
        {
            GatewayLogFilterOperator.Equal => FilterMatch.Matches,
            GatewayLogFilterOperator.NotEqual => FilterMatch.Unknown,
            _ => exact == FilterMatch.Matches ? exact : FilterMatch.Unknown,
        };
    }

    private static bool? AsFlag(object value) => value is bool flag ? flag : value is string text && bool.TryParse(text, out var parsed) ? parsed : null;

    private static double? AsNumber(object value) => value switch
    {
        decimal number => FilterValue.ToDouble(number),
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    /// <summary>Metadata has several entries, and the service asks whether any of them matches.</summary>
    private static FilterMatch OfEntries(string key, GatewayLogFilterOperator @operator, IReadOnlyList<object?> values, GatewayLog row)
    {
        // Text that is no JSON object may have been read otherwise by the service.
        if (row.Metadata is not { Text: null } metadata || values.Any(value => value is not string)
            || @operator is not (GatewayLogFilterOperator.Equal or GatewayLogFilterOperator.Contains))
        {
            return FilterMatch.Unknown;
        }

        string?[] shown = [.. key == FilterFields.MetadataKey ? metadata.Keys : metadata.Values.Select(FilterFields.GetText)];
        var verdicts = values.SelectMany(value => shown.Select(text => text is null ? FilterMatch.Unknown : Compare(@operator, text, value!))).ToList();
        return verdicts.Contains(FilterMatch.Matches) ? FilterMatch.Matches
            : verdicts.Contains(FilterMatch.Unknown) || (key == FilterFields.MetadataValue && !metadata.Values.All(value => value is { Type: Newtonsoft.Json.Linq.JTokenType.String }))
                ? FilterMatch.Unknown
            : FilterMatch.Contradicts;
    }
}
