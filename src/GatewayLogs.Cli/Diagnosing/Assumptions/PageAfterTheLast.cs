namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class PageAfterTheLast() : Assumption("page-after-last", "A page after the last one is empty, with status 200.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var (_, bound) = await evidence.GetBoundAsync();
        var page = await evidence.FilterAsync($"{Evidence.OldestFirst}&page=2", LogFilter.CreatedAt.Before(bound));
        return Outcome.If(page.Rows.Count == 0, "It has logs.");
    }
}
