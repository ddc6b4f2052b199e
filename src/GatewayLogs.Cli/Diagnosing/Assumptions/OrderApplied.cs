namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class OrderApplied() : Assumption("order", "A list is sorted by created_at in the requested direction.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var (oldest, newest) = ((await evidence.ListAsync(ServiceEvidence.OldestFirst)).Rows, (await evidence.ListAsync(ServiceEvidence.NewestFirst)).Rows);
        ServiceEvidence.RequireSeveralTimes(oldest);
        return Outcome.If(
            ServiceEvidence.IsAscending(oldest) && ServiceEvidence.IsDescending(newest), "A page is not sorted in the requested direction.");
    }
}
