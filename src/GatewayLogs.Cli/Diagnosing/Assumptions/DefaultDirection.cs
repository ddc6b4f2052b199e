namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class DefaultDirection() : Assumption("default-direction", "With order_by and no direction, the order is ascending.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = (await evidence.ListAsync("?per_page=50&order_by=created_at")).Rows;
        Evidence.RequireSeveralTimes(rows);
        return Outcome.If(
            Evidence.IsAscending(rows), Evidence.IsDescending(rows) ? "It is descending." : "The logs are not sorted by created_at.");
    }
}
