namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class TotalCountFresh() : Assumption("total-count-fresh", "total_count agrees with the logs of the same response.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var page = await evidence.FilterAsync(ServiceEvidence.NewestFirst, LogFilter.CreatedAt.After(await evidence.GetRecentBoundAsync()));
        return page.Rows.Count == 50 ? throw new NotTestableException("Logs are added too quickly.")
            : page.TotalCount is { } total ? Outcome.If(total == page.Rows.Count, total > page.Rows.Count ? "It is too high." : "It is too low.")
            : throw new NotTestableException("The page has no total_count.");
    }
}
