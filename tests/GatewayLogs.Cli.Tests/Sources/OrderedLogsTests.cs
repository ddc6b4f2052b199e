using GatewayLogs.Cli.Sources;

namespace GatewayLogs.Tests;

/// <summary>Logs of files are listed in the order of the service, however the files order them.</summary>
public class OrderedLogsTests
{
    [Test]
    public async Task Any_order_of_the_file_is_listed_by_time_and_id(
        [Values] GatewayLogOrderDirection direction, [Values(null, 0, 1, 2)] int? seed, [Values(1, 7, 100, 1_000)] int block,
        [Values(null, 1, 50, 500)] int? limit)
    {
        var logs = Enumerable.Range(0, 200).Select(i => new GatewayLog
        {
            Id = $"{i % 3}-{i:D3}",
            CreatedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(i / 5),
        }).ToArray();
        GatewayLog[] ordered = [.. logs.OrderBy(log => log.CreatedAt).ThenBy(log => log.Id, StringComparer.Ordinal)];
        GatewayLog[] file = [.. ordered];
        if (seed is { } number)
        {
            new Random(number).Shuffle(file);
        }

        if (direction == GatewayLogOrderDirection.Descending)
        {
            Array.Reverse(ordered);
        }

        List<string> listed = [];
        await foreach (var page in new OrderedLogs(direction, file.ToAsyncEnumerable).ReadAsync(limit, block))
        {
            listed.AddRange(page.Select(log => log.Id));
        }

        Assert.That(listed, Is.EqualTo(ordered.Take(limit ?? int.MaxValue).Select(log => log.Id)));
    }

    [Test]
    public async Task A_log_that_a_file_contains_twice_is_listed_twice([Values(1, 2, 10)] int block)
    {
        GatewayLog[] file = [.. Enumerable.Range(0, 3).Select(_ => new GatewayLog { Id = "same", CreatedAt = DateTimeOffset.UnixEpoch })];

        var pages = await new OrderedLogs(GatewayLogOrderDirection.Descending, file.ToAsyncEnumerable).ReadAsync(null, block).ToListAsync();

        Assert.That(pages.Sum(page => page.Count), Is.EqualTo(3));
    }
}
