using System.Globalization;

namespace GatewayLogs;

/// <summary>
/// Compares rows with the filters they were listed with. The service ignores filters that it cannot parse and responds with status 200.
/// </summary>
/// <remarks>
/// A false positive would make a correct response unusable, so a row contradicts a filter only where the service's comparison is known: eq
/// and neq compare whole values, several values are alternatives, contains ignores case, and values equal to the bound of lt or gt are not
/// evaluated. Missing fields, comparisons with null and the order of texts never contradict a filter.
/// </remarks>
internal static class FilterCheck
{
    /// <summary>Throws if a row shows that the service did not apply a filter. Its created_at may be outside a limit by the tolerance.</summary>
    public static void RequireApplied(IReadOnlyList<GatewayLogFilter> filters, GatewayLogPage page, TimeSpan timeTolerance = default)
    {
        foreach (var filter in filters)
        {
            var count = 0;
            foreach (var row in page.Logs)
            {
                count += Evaluate(filter, row) == false && !IsNear(filter, row, timeTolerance) ? 1 : 0;
            }

            if (count > 0)
            {
                throw GatewayLogsFilterIgnoredException.ForContradiction(filter, count, page);
            }
        }
    }

    /// <summary>
    /// Returns true if a row matches a filter, and false if it contradicts it: the service did not apply the filter. Returns null if the row
    /// does not contain the field, or if it is not known how the service compares it.
    /// </summary>
    public static bool? Evaluate(GatewayLogFilter filter, GatewayLog row) => filter switch
    {
        // The first case avoids allocations: paging evaluates limits on created_at for every row.
        { Key: FilterFields.CreatedAt, Values: [DateTimeOffset bound] } =>
            row.CreatedAt is { } instant ? EvaluateOrder(filter.Operator, Order(instant, bound)) : null,
        { MetadataEntry: { } entry } => EvaluateEntries(FilterFields.MetadataKey, GatewayLogFilterOperator.Equal, [entry], row)
            & EvaluateEntries(FilterFields.MetadataValue, filter.Operator, filter.Values, row),
        { Key: FilterFields.MetadataKey or FilterFields.MetadataValue } => EvaluateEntries(filter.Key, filter.Operator, filter.Values, row),
        _ => EvaluateField(filter, LogFilter.Find(filter.Key)?.Read(row)),
    };

    /// <summary>Returns whether a row is outside a limit on created_at by less than a tolerance.</summary>
    private static bool IsNear(GatewayLogFilter filter, GatewayLog row, TimeSpan tolerance) =>
        filter is { Key: FilterFields.CreatedAt, Values: [DateTimeOffset limit] }
        && filter.Operator is GatewayLogFilterOperator.LessThan or GatewayLogFilterOperator.GreaterThan
        && row.CreatedAt is { } instant && (instant - limit).Duration() < tolerance;

    /// <summary>
    /// Compares a field with all values, of which one must match. How neq combines several values is unknown, so the result is unknown unless
    /// all values agree.
    /// </summary>
    private static bool? EvaluateField(GatewayLogFilter filter, object? fieldValue)
    {
        if (fieldValue is null || filter.Values.Contains(null))
        {
            return null;
        }

        var results = filter.Values.Select(value => Compare(filter.Operator, fieldValue, value!)).ToList();
        return filter.Operator == GatewayLogFilterOperator.NotEqual ? results.TrueForAll(result => result == results[0]) ? results[0] : null : Any(results);
    }

    private static bool? Any(IEnumerable<bool?> results) => results.Aggregate((bool?)false, (one, other) => one | other);

    private static bool? Compare(GatewayLogFilterOperator @operator, object fieldValue, object value) => @operator switch
    {
        GatewayLogFilterOperator.Contains => fieldValue is string text && value is string part ? EvaluateContains(text, part) : null,
        GatewayLogFilterOperator.LessThan or GatewayLogFilterOperator.GreaterThan when fieldValue is string or bool => null,
        _ when fieldValue is decimal number => AsNumber(value) is { } other ? EvaluateNumbers(@operator, FilterValue.ToDouble(number), other) : null,
        _ => Order(fieldValue, value) is { } order ? EvaluateOrder(@operator, order) : null,
    };

    private static bool? EvaluateOrder(GatewayLogFilterOperator @operator, int order) => @operator switch
    {
        GatewayLogFilterOperator.Contains => null,
        GatewayLogFilterOperator.Equal => order == 0,
        GatewayLogFilterOperator.NotEqual => order != 0,
        _ when order == 0 => null,
        _ => order < 0 == (@operator == GatewayLogFilterOperator.LessThan),
    };

    private static bool? EvaluateContains(string text, string part) =>
        text.Contains(part, StringComparison.OrdinalIgnoreCase) ? true
        : part.AsSpan().IndexOfAny("%_*?") >= 0 ? null // The service may treat them as wildcards.
        : false;

    /// <summary>
    /// Compares a row's value with a filter's: -1, 0 or 1; null if it is not known how the service compares values of these types.
    /// </summary>
    private static int? Order(object fieldValue, object value) => fieldValue switch
    {
        string text => value is string other ? Math.Sign(string.CompareOrdinal(text, other)) : null,
        bool flag => AsFlag(value) is { } other ? flag.CompareTo(other) : null,
        DateTimeOffset instant => FilterValue.AsInstant(value) is { } other ? Order(instant, other) : null,
        _ => null,
    };

    private static int Order(DateTimeOffset instant, DateTimeOffset other) => FilterValue.ToMilliseconds(instant).CompareTo(FilterValue.ToMilliseconds(other));

    /// <summary>
    /// Compares numbers as doubles, because JSON parsers convert numbers to doubles. The service may round or format the last digits
    /// differently, so numbers that differ only there never contradict.
    /// </summary>
    private static bool? EvaluateNumbers(GatewayLogFilterOperator @operator, double number, double other)
    {
        var exact = EvaluateOrder(@operator, number.CompareTo(other));
        if (number.Equals(other) || Math.Abs(number - other) > 1e-12 * Math.Max(Math.Abs(number), Math.Abs(other)))
        {
            return exact;
        }

        return @operator switch
        {
            GatewayLogFilterOperator.Equal => true,
            GatewayLogFilterOperator.NotEqual => null,
            _ => exact == true ? true : null,
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

    /// <summary>Compares metadata entries. The service checks whether any entry matches.</summary>
    private static bool? EvaluateEntries(string key, GatewayLogFilterOperator @operator, IReadOnlyList<object?> values, GatewayLog row)
    {
        // The service may parse metadata text differently if it is not a JSON object.
        if (row.Metadata is not { Text: null } metadata || values.Any(value => value is not string)
            || @operator is not (GatewayLogFilterOperator.Equal or GatewayLogFilterOperator.Contains))
        {
            return null;
        }

        string?[] texts = [.. key == FilterFields.MetadataKey ? metadata.Keys : metadata.Values.Select(FilterFields.GetText)];
        var result = Any(values.SelectMany(value => texts.Select(text => text is null ? null : Compare(@operator, text, value!))));
        var areTexts = key == FilterFields.MetadataKey || metadata.Values.All(value => value is { Type: Newtonsoft.Json.Linq.JTokenType.String });
        return result == false && !areTexts ? null : result;
    }
}
