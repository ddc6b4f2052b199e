namespace GatewayLogs.Emulator.Queries;

/// <summary>What a deletion asks for.</summary>
internal sealed record DeleteQuery(long Limit, string OrderBy, Conditions Conditions)
{
    /// <summary>Reads the query of a deletion; what is wrong with it is in the reader's errors.</summary>
    public static DeleteQuery Read(QueryReader query, EmulatorQuirks quirks)
    {
        Conditions conditions = new();
        if (!quirks.IgnoreFilters)
        {
            FilterReader.Read(query, conditions);
        }

        return new DeleteQuery(
            query.Integer("limit", missing: 10_000, minimum: 1, maximum: 10_000),
            OrderKey.Clause(
                query.Choice("order_by", OrderKey.ForDelete) ?? OrderKey.Default,
                query.Choice("order_by_direction", OrderKey.Directions) ?? "asc"),
            conditions);
    }
}
