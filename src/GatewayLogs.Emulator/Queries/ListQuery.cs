namespace GatewayLogs.Emulator.Queries;

/// <summary>What a list asks for.</summary>
internal sealed record ListQuery(long Page, long PerPage, string OrderBy, Conditions Conditions, bool MetaInfo)
{
    /// <summary>Reads the query of a list; what is wrong with it is in the reader's errors.</summary>
    public static ListQuery Read(QueryReader query, EmulatorQuirks quirks)
    {
        Conditions conditions = new();
        foreach (Filter filter in quirks.IgnoreFilters ? [] : FilterReader.Read(query, quirks))
        {
            filter.AddTo(conditions);
        }

        DeprecatedParameters.Read(query, conditions);
        if (query.Text("search") is string search)
        {
            conditions.Add(FilterOperator.All["contains"](FilterKey.All["metadata.value"], [search], conditions));
        }

        string? orderBy = query.Choice("order_by", OrderKey.ForList);
        string? direction = query.Choice("order_by_direction", OrderKey.Directions);
        string? formerDirection = query.Choice("direction", OrderKey.Directions);

        long page = query.Integer("page", missing: 1, minimum: 1, maximum: int.MaxValue);

        // The schema says asc; the service answers newest first to a query that says nothing.
        string defaultDirection = orderBy is null ? "desc" : "asc";
        return new ListQuery(
            quirks.IgnorePage ? 1 : page,
            Math.Min(quirks.PerPageCap ?? long.MaxValue, query.Integer("per_page", missing: 20, minimum: 1, maximum: 50)),
            OrderKey.Clause(orderBy ?? OrderKey.Default, direction ?? formerDirection ?? defaultDirection),
            conditions,
            query.Boolean("meta_info") ?? false);
    }
}
