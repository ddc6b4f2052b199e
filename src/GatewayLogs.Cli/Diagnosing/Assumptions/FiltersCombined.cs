namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FiltersCombined() : Assumption("filters-and", "Several filters are combined with \"and\".")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetOldestAsync();
        var (count, bound) = await evidence.GetBoundAsync();
        var isEarly = LogFilter.CreatedAt.Before(bound);
        var earlier = await evidence.FilterAsync(Evidence.OldestFirst, isEarly, LogFilter.Id.EqualTo(rows[0].Id));
        var later = await evidence.FilterAsync(Evidence.OldestFirst, isEarly, LogFilter.Id.EqualTo(rows[count].Id));
        return later.Rows.Count > 0
            ? new Outcome(Outcome.Contradicted, "Logs that match only one of two filters were returned.")
            : Outcome.If(earlier.Rows.Count == 1, "A log that matches both filters was not returned.");
    }
}
