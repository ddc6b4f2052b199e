namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class DefaultOrder() : Assumption("default-order", "Without order_by, the newest logs come first.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = (await evidence.ListAsync("?per_page=50")).Rows;
        Evidence.RequireSeveralTimes(rows);
        return Outcome.If(
            Evidence.IsDescending(rows), Evidence.IsAscending(rows) ? "The oldest come first." : "The logs are not sorted by created_at.");
    }
}
