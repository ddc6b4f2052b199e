using GatewayLogs.Benchmarks.Runs;

// HttpClient alone reads all bytes without parsing them: the lower bound.
await ClientProgram.RunAsync(args, async (paging, _) =>
{
    using var http = ClientProgram.CreateHttpClient();
    var pages = (paging.Logs + paging.PerPage - 1) / paging.PerPage;
    var buffer = new byte[64 * 1024];
    for (var number = 1; number <= pages; number++)
    {
        await using var body = await http.GetStreamAsync(new Uri($"{paging.List}?page={number}&per_page={paging.PerPage}"));
        while (await body.ReadAsync(buffer) > 0)
        {
        }
    }
});
