namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class OtherBodies() : Assumption(
    "body-content-type", "A stored body that is not JSON is bare, with the content type of the log.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var page = await evidence.FilterAsync(Evidence.NewestFirst, LogFilter.ResponseContentType.NotEqualTo("application/json"));
        foreach (var row in page.Rows.Where(row => row.GetText("response_content_type").Length > 0).Take(6))
        {
            var type = row.GetText("response_content_type");
            var body = await evidence.GetBodyAsync(row, "response");
            if (body is { Status: 200, Json: null })
            {
                return Outcome.If(type.StartsWith(body.MediaType ?? " ", StringComparison.OrdinalIgnoreCase), "It has another content type.");
            }
        }

        throw new NotTestableException("None of the newest logs has a body that is not JSON.");
    }
}
