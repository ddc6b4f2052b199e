namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class PageOfFiftyOne() : Assumption("per-page-51", "per_page=51 is rejected with 400 and the code 7001.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var response = await evidence.GetAsync("?per_page=51");
        return Outcome.If(response is { Status: 400, Codes: [7001] }, response.Describe());
    }
}
