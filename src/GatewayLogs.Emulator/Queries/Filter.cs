namespace GatewayLogs.Emulator.Queries;

/// <summary>A filter of a query; a null value represents JSON null.</summary>
internal sealed record Filter(FilterKey Key, FilterOperator.Translation Operator, IReadOnlyList<string?> Values)
{
    /// <summary>Adds the conditions of all filters.</summary>
    public static void AddAll(IReadOnlyList<Filter> filters, Conditions conditions, EmulatorQuirks quirks)
    {
        List<string> terms = [.. filters.Where(filter => !IsPaired(filter)).Select(filter => filter.Translate(filter.Key, conditions))];
        string[] entry = [.. filters.Where(IsPaired).Select(filter => filter.Translate(filter.Key with { InMetadata = false }, conditions))];
        if (entry.Length > 0)
        {
            terms.Add($"seq IN (SELECT log FROM log_metadata WHERE {string.Join(" AND ", entry)})");
        }

        if (quirks.FiltersCombinedByOr && terms.Count > 0)
        {
            terms = [Conditions.AnyOf([.. terms])];
        }

        terms.ForEach(conditions.Add);

        bool IsPaired(Filter filter) => quirks.PairedMetadata && filter.Key.InMetadata;
    }

    private string Translate(FilterKey key, Conditions conditions) => Operator(key, Values, conditions);
}
