using GatewayLogs.Benchmarks.Runs;

// The client that NSwag generates with the options of the project.
await ClientProgram.RunAsync(args, async (paging, tally) =>
{
    using var http = ClientProgram.CreateHttpClient();
    var client = new NSwagClient(http) { BaseUrl = paging.Address.AbsoluteUri };
    var read = 0L;
    ListGatewayLogsEnvelope page;
    for (var number = 1; ; number++)
    {
        page = await client.ListGatewayLogsAsync(
            page: number, perPage: paging.PerPage, orderBy: null, orderByDirection: null, filters: null, search: null, metaInfo: null, direction: null,
            startDate: null, endDate: null, minCost: null, maxCost: null, minTokensIn: null, maxTokensIn: null, minTokensOut: null, maxTokensOut: null,
            minTotalTokens: null, maxTotalTokens: null, minDuration: null, maxDuration: null, success: null, cached: null, feedback: null,
            provider: null, model: null, modelType: null, requestContentType: null, responseContentType: null,
            accountId: PagingArguments.AccountId, gatewayId: PagingArguments.GatewayId);
        foreach (var row in page.Result)
        {
            tally.Add(row.Cost, row.Tokens_in, row.Tokens_out);
        }

        read += page.Result.Count;
        if (read >= page.Result_info.Total_count)
        {
            return;
        }
    }
});
