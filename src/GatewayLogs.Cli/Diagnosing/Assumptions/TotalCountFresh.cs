namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class TotalCountFresh() : Assumption("total-count-fresh", "total_count agrees with the logs of the same response.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var page = await evidence.FilterAsync(Evidence.NewestFirst, LogFilter.CreatedAt.After(await evidence.GetRecentBoundAsync()));
        return page switch
        {
            { Rows.Count: 50 } => throw new NotTestableException("Logs are added too quickly."),
            { TotalCount: { } total } => Outcome.If(total == page.Rows.Count, total > page.Rows.Count ? "It is too high." : "It is too low."),
            _ => throw new NotTestableException("The page has no total_count."),
        };
    }
}
