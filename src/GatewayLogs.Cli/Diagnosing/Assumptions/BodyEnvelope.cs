namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class BodyEnvelope() : Assumption("body-envelope", "A stored body that is JSON is the result of an envelope.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var (_, body) = await evidence.GetRequestBodyAsync();
        return Outcome.If(body.Result is not null, "It is bare.");
    }
}
