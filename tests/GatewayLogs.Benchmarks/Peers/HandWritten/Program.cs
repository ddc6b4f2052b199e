using GatewayLogs.Benchmarks.HandWritten;
using GatewayLogs.Benchmarks.Raw;
using GatewayLogs.Benchmarks.Walks;

// HttpClient and a reader written by hand over Utf8JsonReader: the limit.
await ClientProgram.RunAsync(args, async (told, tally) =>
{
    using var http = ClientProgram.CreateHttpClient();
    var read = 0L;
    LogPage page;
    for (var number = 1; ; number++)
    {
        page = LogPageReader.Read(await http.GetByteArrayAsync(new Uri($"{told.List}?page={number}&per_page={told.PerPage}")), texts: null);
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
