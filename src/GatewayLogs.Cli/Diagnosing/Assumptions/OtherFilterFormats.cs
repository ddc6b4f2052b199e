namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class OtherFilterFormats() : Assumption("filter-formats", "Filters in another format than a JSON array are ignored.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        await evidence.GetOldestAsync();
        var response = await evidence.GetAsync(
            $"{Evidence.OldestFirst}&filters[0][key]=id&filters[0][operator]=eq&filters[0][value]={Evidence.MissingId}");
        return Outcome.If(response.Rows.Count > 0, response.Status == 200 ? "They are applied." : response.Describe());
    }
}
