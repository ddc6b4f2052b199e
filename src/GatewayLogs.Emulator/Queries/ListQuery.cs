namespace GatewayLogs.Emulator.Queries;

/// <summary>The query parameters of a list.</summary>
internal sealed record ListQuery(long Page, long PerPage, string OrderBy, Conditions Conditions, bool MetaInfo)
{
    private const int MaxPerPage = 50;

    /// <summary>Reads the query of a list; invalid parameters are reported in the reader's errors.</summary>
    public static ListQuery Read(QueryReader query, EmulatorQuirks quirks)
    {
        var conditions = new Conditions();
        Filter.AddAll(quirks.IgnoreFilters ? [] : FilterReader.Read(query, quirks), conditions, quirks);
        DeprecatedParameters.Read(query, quirks.IgnoreDeprecatedParameters ? new Conditions() : conditions);
        if (query.Text("search") is string search && !quirks.IgnoreSearch)
        {
            conditions.Add(FilterOperator.All["contains"](FilterKey.All["metadata.value"], [search], conditions));
        }

        var orderBy = query.Choice("order_by", OrderKey.ForList);
        var direction = query.Choice("order_by_direction", OrderKey.Directions);
        var formerDirection = query.Choice("direction", OrderKey.Directions);

        var most = quirks.ReducePerPage ? int.MaxValue : MaxPerPage;
        var page = query.Integer("page", missing: 1, minimum: 1, maximum: quirks.MaxPage ?? int.MaxValue);

        // The schema's default is asc, but the service returns the newest logs first when order_by is missing.
        var defaultDirection = orderBy is null != quirks.OppositeDefaultOrder ? "desc" : "asc";
        if (quirks.IgnoreOrder)
        {
            (orderBy, direction) = (null, "desc");
        }

        return new ListQuery(
            quirks.IgnorePage ? 1 : page,
            Math.Min(quirks.PerPageCap ?? MaxPerPage, query.Integer("per_page", missing: 20, minimum: 1, most)),
            OrderKey.Clause(orderBy ?? OrderKey.Default, direction ?? formerDirection ?? defaultDirection, quirks.TiesReversed),
            conditions,
            query.Boolean("meta_info") == true || quirks.AlwaysMetaInfo);
    }
}
