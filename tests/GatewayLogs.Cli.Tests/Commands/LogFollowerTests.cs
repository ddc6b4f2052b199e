using GatewayLogs.Cli.Commands;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

public class LogFollowerTests
{
    private static async Task<List<string>> FollowAsync(GatewayLogsEmulator emulator, int count, TimeSpan indexingDelay, Task writing)
    {
        var client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = emulator.AccountId,
            GatewayId = emulator.GatewayId,
            ApiToken = emulator.ApiToken,
            BaseAddress = emulator.BaseAddress,
            RateLimit = null,
            MaxRetries = 0,
        });
        var follower = new LogFollower(client, TimeProvider.System) { IndexingDelay = indexingDelay, Interval = TimeSpan.FromMilliseconds(20) };
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<string> ids = [];
        await foreach (var page in follower.ReadAsync(new GatewayLogQuery(), timeout.Token))
        {
            ids.AddRange(page.Select(log => log.Id));
            if (ids.Count >= count && writing.IsCompleted)
            {
                break;
            }
        }

        return ids;
    }

    /// <summary>Ten logs share each millisecond, logs are indexed late, and some requests fail.</summary>
    [Test]
    public async Task New_logs_are_returned_exactly_once_despite_shared_timestamps_late_indexing_and_failures()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Logs = 30,
            Seed = 1,
            Quirks = new EmulatorQuirks { LateRows = TimeSpan.FromMilliseconds(100) },
            Faults =
            [
                .. ((int[])[2, 7, 13]).Select(nth => new FaultRule
                {
                    Kind = nth == 7 ? FaultKind.HalfBodyThenReset : FaultKind.Status, Status = 503, Operation = "ListGatewayLogs", Nth = nth,
                }),
            ],
        });
        var before = emulator.Ledger().Select(entry => entry.Id).ToHashSet();

        // The first logs are as old as the start of the command: none may be missed between the start and the first poll.
        var writing = Task.Run(async () =>
        {
            await Task.Delay(50);
            for (var batch = 0; batch < 40; batch++)
            {
                var now = DateTimeOffset.UtcNow;
                emulator.AddLogs(Enumerable.Range(0, 10).Select(i => new EmulatedLog { Id = $"log-{batch:00}-{i}", CreatedAt = now }));
                await Task.Delay(15);
            }
        });
        var ids = await FollowAsync(emulator, 400, TimeSpan.FromMilliseconds(600), writing);

        var written = emulator.Ledger().Select(entry => entry.Id).Where(id => !before.Contains(id)).ToList();
        Assert.That(written, Has.Count.EqualTo(400));
        Assert.That(emulator.Requests.Select(request => request.Fault).OfType<string>(), Is.EqualTo(new[] { "status", "halfBodyThenReset", "status" }));
        Assert.That(ids, Is.Unique.And.EquivalentTo(written));
    }

    [Test]
    public async Task A_permanent_failure_ends_it()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "ListGatewayLogs" }],
        });

        var failure = await Failure.OfFamilyAsync<GatewayLogsException>(() => FollowAsync(emulator, 1, TimeSpan.Zero, Task.CompletedTask));

        Assert.That(failure.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Forbidden));
    }
}
