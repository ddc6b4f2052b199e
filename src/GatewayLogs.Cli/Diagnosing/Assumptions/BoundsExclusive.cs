namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class BoundsExclusive() : Assumption("bounds-exclusive", "The operators lt and gt exclude their bound.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetOldestAsync();
        var bound = rows[rows.Count / 2].CreatedAt;
        var after = await evidence.FilterAsync(Evidence.OldestFirst, LogFilter.CreatedAt.After(bound));
        var before = await evidence.FilterAsync(Evidence.NewestFirst, LogFilter.CreatedAt.Before(bound));
        return Outcome.If(after.Rows.Concat(before.Rows).All(row => row.CreatedAt != bound), "A log at the bound was returned.");
    }
}
