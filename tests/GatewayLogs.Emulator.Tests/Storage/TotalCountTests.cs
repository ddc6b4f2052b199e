using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>Verifies that a page and its total_count come from the same snapshot. All logs fit on a page, so both must be equal.</summary>
public sealed class TotalCountTests
{
    private const int Minutes = 12;

    private static readonly string[] s_models = ["gpt-4o", "claude"];

    private int _written;

    [Test]
    public async Task The_total_count_matches_the_page_during_concurrent_writes([Values] bool inMemory)
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { DatabasePath = inMemory ? null : folder.GetPath("logs.db") }, [.. Enumerable.Range(0, 20).Select(CreateLog)]);
        using var end = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                gateway.Emulator.AddLogs([CreateLog(Random.Shared.Next(Minutes))]);
                await gateway.DeleteAsync("?limit=1");
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            for (var request = 0; request < 150; request++)
            {
                var response = await gateway.GetAsync(Filters(
                    $$"""
                    [{"key":"created_at","operator":"gt","value":["2026-08-05T12:{{request % Minutes:00}}:00.000Z"]},
                     {"key":"model","operator":"eq","value":["{{s_models[reader % 2]}}"]}]
                    """) + "&per_page=50");

                Assert.That(response.Status, Is.EqualTo(200), response.Text);
                Assert.That(response.TotalCount, Is.EqualTo(response.Count));
            }
        })));
        await end.CancelAsync();
        await writer;
    }

    private EmulatedLog CreateLog(int number) =>
        Log($"log-{Interlocked.Increment(ref _written)}", number % Minutes) with { Model = s_models[number % 2] };
}
