namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FilterValues() : Assumption("filter-values", "Several values of a filter are alternatives.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetOldestAsync();
        var last = Evidence.Require(rows, row => row.Id != rows[0].Id, "The gateway has only one log.");
        var found = await evidence.FilterAsync(
            Evidence.OldestFirst, new GatewayLogFilter(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, rows[0].Id, last.Id));
        return Outcome.If(
            found.Rows.Count == 2, found.Rows.Count == 1 ? "Only one of two values counts." : "No log matches one of two values.");
    }
}
