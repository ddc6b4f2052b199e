using GatewayLogs;
using GatewayLogs.Benchmarks.Runs;

// The client of this repository with its defaults, except for the rate limiter.
await ClientProgram.RunAsync(args, async (paging, tally) =>
{
    var client = new GatewayLogsClient(new GatewayLogsClientOptions
    {
        AccountId = PagingArguments.AccountId,
        GatewayId = PagingArguments.GatewayId,
        ApiToken = PagingArguments.ApiToken,
        BaseAddress = paging.Address,
        RateLimit = null,
    });
    var query = new GatewayLogQuery { PerPage = paging.PerPage };
    await foreach (var log in client.ListAllLogsAsync(query, new GatewayLogPagingOptions { MaxConcurrency = paging.MaxConcurrency }))
    {
        tally.Add(log.Cost, log.TokensIn, log.TokensOut);
    }
});
