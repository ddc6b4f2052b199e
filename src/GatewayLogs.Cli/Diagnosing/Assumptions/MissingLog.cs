namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class MissingLog() : Assumption("missing-log", "A log that does not exist, and its bodies, are 404 with the code 7002.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var detail = await evidence.GetAsync($"/{Evidence.MissingId}");
        var body = await evidence.GetAsync($"/{Evidence.MissingId}/request");
        return detail is { Status: 404, Codes: [7002] }
            ? Outcome.If(body is { Status: 403 } or { Status: 404, Codes: [7002] }, $"The body: {body.Describe()}")
            : new Outcome(Outcome.Contradicted, $"The log: {detail.Describe()}");
    }
}
