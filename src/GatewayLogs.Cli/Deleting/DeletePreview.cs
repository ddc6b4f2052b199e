namespace GatewayLogs.Cli.Deleting;

/// <summary>What a deletion would delete: how many logs, from when to when, and the first of them.</summary>
internal sealed record DeletePreview(long Count, GatewayLog? Oldest, GatewayLog? Newest, IReadOnlyList<GatewayLog> Sample)
{
    private const int SampleSize = 5;

    public static async Task<DeletePreview> ReadAsync(GatewayLogsClient client, GatewayLogQuery query, CancellationToken cancellationToken)
    {
        if (!MetadataPairs.AreIn(query.Filters))
        {
            var oldest = await client.ListLogsAsync(query with { PerPage = GatewayLogQuery.MaxPerPage }, cancellationToken);
            if (oldest.Info.TotalCount is { } count)
            {
                var newest = await client.ListLogsAsync(query with { PerPage = GatewayLogQuery.MaxPerPage, OrderByDirection = GatewayLogOrderDirection.Desc }, cancellationToken);
                return new DeletePreview(Math.Max(count, oldest.Logs.Count), First(oldest), First(newest), [.. oldest.Logs.Take(SampleSize)]);
            }
        }

        var preview = new DeletePreview(0, null, null, []);
        await foreach (var page in client.ListAllPagesAsync(query, new GatewayLogWalkOptions { SettleDelay = TimeSpan.Zero }, cancellationToken))
        {
            preview = new DeletePreview(
                preview.Count + page.Logs.Count,
                preview.Oldest ?? First(page),
                page.Logs is [.., var last] ? last : preview.Newest,
                [.. preview.Sample.Concat(page.Logs).Take(SampleSize)]);
        }

        return preview;
    }

    private static GatewayLog? First(GatewayLogPage page) => page.Logs is [var first, ..] ? first : null;
}
