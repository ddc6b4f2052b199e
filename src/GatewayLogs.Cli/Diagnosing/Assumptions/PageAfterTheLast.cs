namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class PageAfterTheLast() : Assumption("page-after-last", "A page after the last one is empty, with status 200.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var page = await evidence.FilterAsync($"{ServiceEvidence.OldestFirst}&page=2", LogFilter.CreatedAt.Before((await evidence.GetBoundAsync()).Bound));
        return Outcome.If(page.Rows.Count == 0, "It has logs.");
    }
}
