using GatewayLogs;
using GatewayLogs.Benchmarks.Runs;

// The whole client as it is, but for the pace that Cloudflare's limit demands.
await ClientProgram.RunAsync(args, async (told, tally) =>
{
    var client = new GatewayLogsClient(new GatewayLogsClientOptions
    {
        AccountId = PagingArguments.AccountId,
        GatewayId = PagingArguments.GatewayId,
        ApiToken = PagingArguments.ApiToken,
        BaseAddress = told.Address,
        RateLimiting = false,
    });
    var query = new GatewayLogQuery { PerPage = told.PerPage };
    await foreach (var log in client.ListAllLogsAsync(query, new GatewayLogPagingOptions { MaxConcurrency = told.MaxConcurrency }))
    {
        tally.Add(log.Cost, log.TokensIn, log.TokensOut);
    }
});
