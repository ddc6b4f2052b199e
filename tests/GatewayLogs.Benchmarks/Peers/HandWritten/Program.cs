using GatewayLogs.Benchmarks.HandWritten;
using GatewayLogs.Benchmarks.Raw;
using GatewayLogs.Benchmarks.Runs;

// HttpClient, one reused buffer and a hand-written reader on Utf8JsonReader: the practical limit.
await ClientProgram.RunAsync(args, async (paging, tally) =>
{
    using var http = ClientProgram.CreateHttpClient();
    var (buffer, texts) = (new byte[128 * 1024], new RepeatedTexts());
    var read = 0L;
    LogPage page;
    for (var number = 1; ; number++)
    {
        var length = 0;
        await using (var body = await http.GetStreamAsync(new Uri($"{paging.List}?page={number}&per_page={paging.PerPage}")))
        {
            int count;
            while ((count = await body.ReadAsync(buffer.AsMemory(length))) > 0)
            {
                length += count;
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * length);
                }
            }
        }

        page = LogPageReader.Read(buffer.AsSpan(0, length), texts);
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
