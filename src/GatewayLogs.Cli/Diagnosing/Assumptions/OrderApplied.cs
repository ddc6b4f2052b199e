namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class OrderApplied() : Assumption("order", "A list is sorted by created_at in the requested direction.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var oldest = (await evidence.ListAsync(Evidence.OldestFirst)).Rows;
        var newest = (await evidence.ListAsync(Evidence.NewestFirst)).Rows;
        Evidence.RequireSeveralTimes(oldest);
        return Outcome.If(
            Evidence.IsAscending(oldest) && Evidence.IsDescending(newest), "A page is not sorted in the requested direction.");
    }
}
