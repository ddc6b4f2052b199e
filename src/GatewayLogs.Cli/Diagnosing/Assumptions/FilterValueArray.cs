namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FilterValueArray() : Assumption(
    "filter-value-array", "A filter value outside of an array is rejected with 400, the code 7001 and a path.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var filters = Uri.EscapeDataString($$"""[{"key":"id","operator":"eq","value":"{{Evidence.MissingId}}"}]""");
        var response = await evidence.GetAsync($"{Evidence.OldestFirst}&filters={filters}");
        return Outcome.If(
            response is { Status: 400, Codes: [7001] } && response.Json?.Find("errors")?[0].Find("path") is not null,
            response.Describe());
    }
}
