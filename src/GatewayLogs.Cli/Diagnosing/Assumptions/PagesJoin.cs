namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class PagesJoin() : Assumption("pages-join", "Pages neither overlap nor skip logs.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var rows = await evidence.GetOldestAsync();
        var half = rows.Count > 1 ? rows.Count / 2 : throw new NotTestableException("The gateway has only one log.");
        const string order = "order_by=created_at&order_by_direction=asc";
        var first = await evidence.ListAsync($"?per_page={half}&{order}");
        var second = await evidence.ListAsync($"?per_page={half}&{order}&page=2");
        var ids = first.Rows.Concat(second.Rows).Select(row => row.Id);
        return Outcome.If(ids.SequenceEqual(rows.Take(2 * half).Select(row => row.Id)), "Two short pages differ from a long page.");
    }
}
