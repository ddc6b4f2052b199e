namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FiltersApplied() : Assumption("filters-applied", "A list returns only logs that match its filter.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var row = (await evidence.GetOldestAsync())[0];
        var found = await evidence.ListAsync($"{Evidence.OldestFirst}&filters={Evidence.Encode([LogFilter.Id.EqualTo(row.Id)])}");
        return await evidence.AppliesFiltersAsync()
            ? Outcome.If(found.Rows is [var only] && only.Id == row.Id, "A log was not found by its id.")
            : new Outcome(Outcome.Contradicted, "Logs that do not match were returned.");
    }
}
