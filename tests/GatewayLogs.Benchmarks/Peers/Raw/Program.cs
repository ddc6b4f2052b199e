using System.Net.Http.Json;
using GatewayLogs.Benchmarks.Raw;
using GatewayLogs.Benchmarks.Runs;

// HttpClient and System.Text.Json with source generation, as documented: the reference of all ratios.
await ClientProgram.RunAsync(args, async (paging, tally) =>
{
    using var http = ClientProgram.CreateHttpClient();
    var read = 0L;
    LogPage page;
    for (var number = 1; ; number++)
    {
        page = (await http.GetFromJsonAsync($"{paging.List}?page={number}&per_page={paging.PerPage}", LogPageContext.Default.LogPage))!;
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
