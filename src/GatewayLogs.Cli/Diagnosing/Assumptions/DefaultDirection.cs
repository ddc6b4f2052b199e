namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class DefaultDirection() : Assumption("default-direction", "With order_by and no direction, the order is ascending.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var rows = (await evidence.ListAsync("?per_page=50&order_by=created_at")).Rows;
        ServiceEvidence.RequireSeveralTimes(rows);
        return Outcome.If(ServiceEvidence.IsAscending(rows), ServiceEvidence.IsDescending(rows) ? "It is descending." : "The logs are not sorted by created_at.");
    }
}
