namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class UnknownRoute() : Assumption("unknown-route", "An unknown route is 404 in an envelope with the codes 7003 and 7000.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var response = await evidence.GetAsync($"/{Evidence.MissingId}/request/gwlogs-doctor-there-is-no-such-route");
        return Outcome.If(
            response is { Status: 404, Codes: [7003, 7000] }, $"{response.Describe()}{(response.Json is null ? " The body is not JSON." : "")}");
    }
}
