namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class TotalCount() : Assumption(
    "total-count", "total_count is the number of all logs that match, regardless of the page size.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var (count, bound) = await evidence.GetBoundAsync();
        var page = await evidence.FilterAsync("?per_page=1", LogFilter.CreatedAt.Before(bound));
        return page.TotalCount is { } total
            ? Outcome.If(total == count, total > count ? "It is too high." : "It is too low.")
            : throw new NotTestableException("The page has no total_count.");
    }
}
