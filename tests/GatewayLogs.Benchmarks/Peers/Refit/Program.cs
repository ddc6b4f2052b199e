using GatewayLogs.Benchmarks.Raw;
using GatewayLogs.Benchmarks.Refit;
using GatewayLogs.Benchmarks.Runs;
using Refit;

// Refit with generated requests, and the models and serialization metadata of the reference.
await ClientProgram.RunAsync(args, async (paging, tally) =>
{
    using var http = ClientProgram.CreateHttpClient();
    http.BaseAddress = new Uri(paging.Address.AbsoluteUri.TrimEnd('/'));
    var api = RestService.ForGenerated<ILogsApi>(http, new RefitSettings(SystemTextJsonContentSerializer.ForContext(LogPageContext.Default)));
    var read = 0L;
    LogPage page;
    for (var number = 1; ; number++)
    {
        page = await api.ListAsync(PagingArguments.AccountId, PagingArguments.GatewayId, number, paging.PerPage);
        foreach (var row in page.Result!)
        {
            tally.Add(row.Cost, row.TokensIn, row.TokensOut);
        }

        read += page.Result.Count;
        if (read >= page.ResultInfo!.TotalCount)
        {
            return;
        }
    }
});
