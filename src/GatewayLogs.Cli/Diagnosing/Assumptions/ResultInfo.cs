namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class ResultInfo() : Assumption("result-info", "result_info has page, per_page, count and total_count, and no total_pages.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        string[] names = [.. (await evidence.ListAsync(Evidence.OldestFirst)).Info?.Names() ?? []];
        var missing = ((string[])["page", "per_page", "count", "total_count"]).Except(names).ToList();
        return Outcome.If(
            missing.Count == 0 && !names.Contains("total_pages"),
            missing.Count > 0 ? $"It lacks {string.Join(", ", missing)}." : "It has total_pages.");
    }
}
