namespace GatewayLogs;

/// <summary>Evaluates filters on a metadata entry on the client, because the service evaluates names and values separately.</summary>
/// <remarks>
/// One filter <c>metadata.key eq</c> together with one filter <c>metadata.value eq</c> is treated as a filter on an entry as well, because
/// matching a name and a value in different entries is not useful.
/// </remarks>
internal static class MetadataEntryFilter
{
    /// <summary>Returns whether the filters select metadata entries, so that the service returns more rows than match.</summary>
    public static bool IsUsed(IReadOnlyList<GatewayLogFilter> filters) => GetEntries(filters).Count > 0;

    /// <summary>Removes rows that have the name and the value in different entries.</summary>
    public static IReadOnlyList<GatewayLog> Apply(IReadOnlyList<GatewayLogFilter> filters, IReadOnlyList<GatewayLog> rows)
    {
        var entries = GetEntries(filters);
        return entries.Count == 0 ? rows : [.. rows.Where(row => entries.TrueForAll(entry => IsIn(row, entry)))];
    }

    /// <summary>Returns the filters on an entry, including the one that a filter on a name and a filter on a value imply.</summary>
    private static List<GatewayLogFilter> GetEntries(IReadOnlyList<GatewayLogFilter> filters)
    {
        List<GatewayLogFilter> entries = [], names = [], values = [];
        foreach (var filter in filters)
        {
            var list = filter switch
            {
                { MetadataEntry: not null } => entries,
                { Key: FilterFields.MetadataKey } => names,
                { Key: FilterFields.MetadataValue } => values,
                _ => null,
            };
            list?.Add(filter);
        }

        if (names is [{ Operator: GatewayLogFilterOperator.Equal, Values: [string name] }]
            && values is [{ Operator: GatewayLogFilterOperator.Equal, Values: [string value] }])
        {
            entries.Add(new GatewayLogFilter(name, [value]));
        }

        return entries;
    }

    private static bool IsIn(GatewayLog row, GatewayLogFilter entry) =>
        row.Metadata is { } metadata && metadata.TryGetValue(entry.MetadataEntry!, out var text) && entry.Values.Contains(FilterFields.GetText(text));
}
