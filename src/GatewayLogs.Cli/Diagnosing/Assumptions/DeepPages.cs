namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class DeepPages() : Assumption("deep-pages", "The last page can be read by its number.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var first = await evidence.ListAsync(Evidence.OldestFirst);
        if (first.TotalCount is not { } total || total <= first.Rows.Count)
        {
            throw new NotTestableException("There is only one page.");
        }

        var number = ((total - 1) / first.Rows.Count) + 1;
        var page = await evidence.GetAsync($"{Evidence.OldestFirst}&page={number}");
        return Outcome.If(page.Status == 200, $"Page {number}: {page.Describe()}", $"Page {number} was read.");
    }
}
