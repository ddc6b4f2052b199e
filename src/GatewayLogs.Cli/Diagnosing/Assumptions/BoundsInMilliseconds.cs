namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class BoundsInMilliseconds() : Assumption("created-at-precision", "Filters compare created_at in milliseconds.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var row = Evidence.Require(
            await evidence.GetOldestAsync(), log => log.CreatedAt.Millisecond > 0, "created_at of the oldest logs is in whole seconds.");
        var found = await evidence.FilterAsync(Evidence.OldestFirst, LogFilter.CreatedAt.After(row.CreatedAt.AddMilliseconds(-1)));
        return Outcome.If(found.Rows.Any(log => log.Id == row.Id), "A bound one millisecond earlier excludes a log.");
    }
}
