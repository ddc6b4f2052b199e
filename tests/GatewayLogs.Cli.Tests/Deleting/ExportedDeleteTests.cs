using GatewayLogs.Cli.Deleting;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public class ExportedDeleteTests
{
    /// <summary>Between the export and the deletion one log is changed, one is deleted and one arrives.</summary>
    [Test]
    public async Task What_is_not_as_it_was_exported_any_more_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 120 });
        var client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = emulator.AccountId, GatewayId = emulator.GatewayId, ApiToken = emulator.ApiToken, BaseAddress = emulator.BaseAddress, Pacing = false,
        });
        var ids = emulator.Ledger().Select(entry => entry.Id).ToList();
        var exported = new ExportedLogs(folder.PathOf("logs.ndjson"));
        var count = await exported.WriteAsync(client, new GatewayLogQuery(), CancellationToken.None);
        await client.UpdateLogAsync(ids[0], new GatewayLogUpdate { Score = 7 });
        await client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Id.EqualTo(ids[1])] });
        emulator.AddLogs([new EmulatedLog { Id = "late", CreatedAt = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero) }]);

        var outcome = await new ExportedDelete(client, new Progress<DeleteOutcome>()).RunAsync(exported, CancellationToken.None);

        Assert.That(count, Is.EqualTo(120));
        Assert.That(outcome, Is.EqualTo(new DeleteOutcome { Requested = 118, Observed = 118, Changed = 1, Gone = 1 }));
        Assert.That(emulator.Ledger().Where(entry => entry.DeletedAt is null).Select(entry => entry.Id), Is.EquivalentTo(new[] { ids[0], "late" }));
    }
}
