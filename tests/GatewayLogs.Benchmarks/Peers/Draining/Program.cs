using GatewayLogs.Benchmarks.Runs;

// HttpClient alone, which reads all bytes and looks at none: the floor.
await ClientProgram.RunAsync(args, async (told, _) =>
{
    using var http = ClientProgram.CreateHttpClient();
    var pages = (told.Logs + told.PerPage - 1) / told.PerPage;
    var buffer = new byte[64 * 1024];
    for (var number = 1; number <= pages; number++)
    {
        await using var body = await http.GetStreamAsync(new Uri($"{told.List}?page={number}&per_page={told.PerPage}"));
        while (await body.ReadAsync(buffer) > 0)
        {
        }
    }
});
