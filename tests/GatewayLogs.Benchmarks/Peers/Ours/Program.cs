using GatewayLogs;
using GatewayLogs.Benchmarks.Walks;

// The whole client as it is, but for the pace that Cloudflare's limit demands.
await ClientProgram.RunAsync(args, async (told, tally) =>
{
    var client = new GatewayLogsClient(new GatewayLogsClientOptions
    {
        AccountId = WalkArguments.AccountId,
        GatewayId = WalkArguments.GatewayId,
        ApiToken = WalkArguments.ApiToken,
        BaseAddress = told.Address,
        Pacing = false,
    });
    var query = new GatewayLogQuery { PerPage = told.PerPage };
    await foreach (var log in client.ListAllLogsAsync(query, new GatewayLogWalkOptions { Prefetch = told.Prefetch }))
    {
        tally.Add(log.Cost, log.TokensIn, log.TokensOut);
    }
});
