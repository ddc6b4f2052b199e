namespace GatewayLogs.Emulator.Queries;

/// <summary>The query parameters of a deletion.</summary>
internal sealed record DeleteQuery(long Limit, string OrderBy, Conditions Conditions)
{
    /// <summary>Reads the query of a deletion; invalid parameters are reported in the reader's errors.</summary>
    public static DeleteQuery Read(QueryReader query, EmulatorQuirks quirks)
    {
        var conditions = new Conditions();
        Filter.AddAll([.. Filters(query, quirks)], conditions, quirks);
        return new DeleteQuery(
            Math.Min(quirks.DeleteAtMost ?? long.MaxValue, query.Integer("limit", missing: 10_000, minimum: 1, maximum: 10_000)),
            OrderKey.Clause(
                query.Choice("order_by", OrderKey.ForDelete) ?? OrderKey.Default,
                query.Choice("order_by_direction", OrderKey.Directions) ?? "asc"),
            conditions);
    }

    private static IEnumerable<Filter> Filters(QueryReader query, EmulatorQuirks quirks)
    {
        if (quirks.IgnoreFilters || quirks.DeleteIgnoresFilters)
        {
            return [];
        }

        var filters = FilterReader.Read(query, quirks);
        return filters
            .Take(quirks.DeleteIgnoresLastFilter ? filters.Count - 1 : filters.Count)
            .Where(filter => !quirks.DeleteIgnoresCreatedAt || filter.Key.Name != "created_at");
    }
}
