namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class PageOfFifty() : Assumption("per-page-50", "A page can have 50 logs.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = (await evidence.ListAsync(Evidence.OldestFirst)).Rows;
        return rows.Count == 50 ? new Outcome(Outcome.Confirmed, "")
            : (await evidence.ListAsync($"{Evidence.OldestFirst}&page=2")).Rows.Count > 0
                ? new Outcome(Outcome.Contradicted, $"It has {rows.Count} logs, although there are more.")
                : throw new NotTestableException("The gateway has fewer than 50 logs.");
    }
}
