namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class UpdatedAtZone() : Assumption("updated-at-zone", "updated_at is UTC.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var difference = (await evidence.GetRowsAsync()).Min(row => row.GetTime("updated_at") - row.CreatedAt);
        return Outcome.If(
            difference >= TimeSpan.FromSeconds(-1) && difference < TimeSpan.FromMinutes(15), "It differs from created_at in all logs.");
    }
}
