namespace GatewayLogs;

/// <summary>The entries of metadata that a query asks for by name and value, which the service compares apart.</summary>
/// <remarks>
/// One condition metadata.key eq beside one condition metadata.value eq means an entry as well: nobody wants what the service makes of it.
/// </remarks>
internal static class MetadataEntryFilter
{
    /// <summary>Whether the filters ask for entries, so that the service gives more rows than are meant.</summary>
    public static bool IsUsed(IReadOnlyList<GatewayLogFilter> filters) => Of(filters).Count > 0;

    /// <summary>Leaves out the rows in which name and value belong to different entries.</summary>
    public static IReadOnlyList<GatewayLog> Apply(IReadOnlyList<GatewayLogFilter> filters, IReadOnlyList<GatewayLog> rows)
    {
        var pairs = Of(filters);
        return pairs.Count == 0 ? rows : [.. rows.Where(row => pairs.TrueForAll(pair => pair.IsIn(row)))];
    }

    private static List<Pair> Of(IReadOnlyList<GatewayLogFilter> filters)
    {
        List<Pair> pairs =
            [.. filters.Where(filter => filter.MetadataEntry is not null).Select(filter => new Pair(filter.MetadataEntry!, (string)filter.Values[0]!))];
        if (TheOnly(filters, FilterFields.MetadataKey) is { } name && TheOnly(filters, FilterFields.MetadataValue) is { } value)
        {
            pairs.Add(new Pair(name, value));
        }

        return pairs;
    }

    private static string? TheOnly(IReadOnlyList<GatewayLogFilter> filters, string key)
    {
        var found = filters.Where(filter => filter.Key == key && filter.MetadataEntry is null).ToList();
        return found is [{ Operator: GatewayLogFilterOperator.Equal, Values: [string value] }] ? value : null;
    }

    private sealed record Pair(string Name, string Value)
    {
        public bool IsIn(GatewayLog row) => row.Metadata is { } metadata && metadata.TryGetValue(Name, out var shown) && FilterFields.GetText(shown) == Value;
    }
}
