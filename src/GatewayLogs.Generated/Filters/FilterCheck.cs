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
                count += Judge(filter, page.Logs[i]) == FilterVerdict.Contradicts && !IsNear(filter, page.Logs[i], timeTolerance) ? 1 : 0;
            }

            if (count > 0)
            {
                throw GatewayLogsFilterIgnoredException.Because(filter, count, page);
            }
        }
    }

    /// <summary>Whether a filter looks at more of a row than what a walk needs.</summary>
    public static bool NeedsWholeRows(IReadOnlyList<GatewayLogFilter> filters) =>
        filters.Any(filter => filter.Key is not (RowField.Id or RowField.CreatedAt));

    public static FilterVerdict Judge(GatewayLogFilter filter, GatewayLog row) =>
        filter is { Key: RowField.CreatedAt, Values: [DateTimeOffset bound] }
            ? row.CreatedAt is { } instant ? OfOrder(filter.Operator, Order(instant, bound)) : FilterVerdict.Unknown // A walk asks for each row.
            : filter.MetadataEntry is { } entry
            ? Worst(OfEntries(RowField.MetadataKey, GatewayLogFilterOperator.Eq, [entry], row), OfEntries(RowField.MetadataValue, filter.Operator, filter.Values, row))
            : filter.Key == RowField.MetadataKey || filter.Key == RowField.MetadataValue
                ? OfEntries(filter.Key, filter.Operator, filter.Values, row)
                : OfField(filter, LogFilter.Find(filter.Key)?.Read(row));

    /// <summary>Whether a row lies outside a limit on created_at by less than a tolerance.</summary>
    private static bool IsNear(GatewayLogFilter filter, GatewayLog row, TimeSpan tolerance) =>
        filter is { Key: RowField.CreatedAt, Operator: GatewayLogFilterOperator.Lt or GatewayLogFilterOperator.Gt, Values: [DateTimeOffset limit] }
        && row.CreatedAt is { } instant && (instant - limit).Duration() < tolerance;

    private static FilterVerdict Worst(FilterVerdict one, FilterVerdict other) =>
        one == FilterVerdict.Contradicts || other == FilterVerdict.Contradicts ? FilterVerdict.Contradicts
        : one == other ? one : FilterVerdict.Unknown;

    private static FilterVerdict OfField(GatewayLogFilter filter, object? shown) =>
        shown is null || filter.Values.Contains(null) ? FilterVerdict.Unknown : Combine(filter.Operator, [.. filter.Values.Select(value => Compare(filter.Operator, shown, value!))]);

    /// <summary>Alternatives match when one does. How neq reads several values is not known, unless all of them agree.</summary>
    private static FilterVerdict Combine(GatewayLogFilterOperator @operator, FilterVerdict[] verdicts) =>
        verdicts.All(verdict => verdict == verdicts[0]) ? verdicts[0]
        : @operator != GatewayLogFilterOperator.Neq && verdicts.Contains(FilterVerdict.Matches) ? FilterVerdict.Matches
        : FilterVerdict.Unknown;

    private static FilterVerdict Compare(GatewayLogFilterOperator @operator, object shown, object value) => @operator switch
    {
        GatewayLogFilterOperator.Contains => shown is string text && value is string part ? OfContains(text, part) : FilterVerdict.Unknown,
        GatewayLogFilterOperator.Lt or GatewayLogFilterOperator.Gt when shown is string or bool => FilterVerdict.Unknown,
        _ when shown is decimal number => AsNumber(value) is { } other ? OfNumbers(@operator, FilterValue.ToDouble(number), other) : FilterVerdict.Unknown,
        _ => Order(shown, value) is { } order ? OfOrder(@operator, order) : FilterVerdict.Unknown,
    };

    private static FilterVerdict OfOrder(GatewayLogFilterOperator @operator, int order) => @operator switch
    {
        GatewayLogFilterOperator.Contains => FilterVerdict.Unknown,
        GatewayLogFilterOperator.Eq => order == 0 ? FilterVerdict.Matches : FilterVerdict.Contradicts,
        GatewayLogFilterOperator.Neq => order != 0 ? FilterVerdict.Matches : FilterVerdict.Contradicts,
        _ when order == 0 => FilterVerdict.Unknown,
        _ => order < 0 == (@operator == GatewayLogFilterOperator.Lt) ? FilterVerdict.Matches : FilterVerdict.Contradicts,
    };

    private static FilterVerdict OfContains(string text, string part) =>
        text.Contains(part, StringComparison.OrdinalIgnoreCase) ? FilterVerdict.Matches
        : part.AsSpan().IndexOfAny("%_*?") >= 0 ? FilterVerdict.Unknown // They may be wildcards.
        : FilterVerdict.Contradicts;

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
    private static FilterVerdict OfNumbers(GatewayLogFilterOperator @operator, double number, double other)
    {
        var exact = OfOrder(@operator, number.CompareTo(other));
        if (number.Equals(other) || Math.Abs(number - other) > 1e-12 * Math.Max(Math.Abs(number), Math.Abs(other)))
        {
            return exact;
        }

        return @operator switch
        {
            GatewayLogFilterOperator.Eq => FilterVerdict.Matches,
            GatewayLogFilterOperator.Neq => FilterVerdict.Unknown,
            _ => exact == FilterVerdict.Matches ? exact : FilterVerdict.Unknown,
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
    private static FilterVerdict OfEntries(string key, GatewayLogFilterOperator @operator, IReadOnlyList<object?> values, GatewayLog row)
    {
        // Text that is no JSON object may have been read otherwise by the service.
        if (row.Metadata is not { Text: null } metadata || values.Any(value => value is not string)
            || @operator is not (GatewayLogFilterOperator.Eq or GatewayLogFilterOperator.Contains))
        {
            return FilterVerdict.Unknown;
        }

        string?[] shown = [.. key == RowField.MetadataKey ? metadata.Keys : metadata.Values.Select(RowField.TextOf)];
        var verdicts = values.SelectMany(value => shown.Select(text => text is null ? FilterVerdict.Unknown : Compare(@operator, text, value!))).ToList();
        return verdicts.Contains(FilterVerdict.Matches) ? FilterVerdict.Matches
            : verdicts.Contains(FilterVerdict.Unknown) || (key == RowField.MetadataValue && !metadata.Values.All(value => value is { Type: Newtonsoft.Json.Linq.JTokenType.String }))
                ? FilterVerdict.Unknown
            : FilterVerdict.Contradicts;
    }
}
