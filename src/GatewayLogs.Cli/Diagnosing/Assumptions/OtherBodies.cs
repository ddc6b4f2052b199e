namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class OtherBodies() : Assumption("body-content-type", "A stored body that is not JSON is bare, with the content type of the log.")
{
    public override async Task<Outcome> CheckAsync(ServiceEvidence evidence)
    {
        var rows = (await evidence.FilterAsync(ServiceEvidence.NewestFirst, LogFilter.ResponseContentType.NotEqualTo("application/json"))).Rows;
        foreach (var row in rows.Where(row => row.GetText("response_content_type").Length > 0).Take(6))
        {
            var body = await evidence.GetBodyAsync(row, "response");
            if (body is { Status: 200, Json: null })
            {
                return Outcome.If(row.GetText("response_content_type").StartsWith(body.MediaType ?? " ", StringComparison.OrdinalIgnoreCase), "It has another content type.");
            }
        }

        throw new NotTestableException("None of the newest logs has a body that is not JSON.");
    }
}
