using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public class CountCommandTests
{
    [TestCase]
    [TestCase("--failed")]
    public async Task A_count_is_one_request_however_many_logs_there_are(params string[] arguments)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 500 });

        var run = await CliRunner.RunAsync(emulator, ["count", .. arguments]);
        var requests = emulator.Requests.Count;

        var listed = await CliRunner.ShellAsync(emulator, $"gwlogs list --all {string.Join(' ', arguments)} | wc -l");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, listed.Output)));
        Assert.That(requests, Is.EqualTo(1));
    }

    /// <summary>The service compares names and values apart, so its own count is too high.</summary>
    [Test]
    public async Task An_entry_of_metadata_is_counted_by_name_and_value()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions());
        emulator.AddLogs([
            new EmulatedLog { Id = "right", CreatedAt = DateTimeOffset.UnixEpoch, Metadata = """{"team":"search"}""" },
            new EmulatedLog { Id = "crossed", CreatedAt = DateTimeOffset.UnixEpoch, Metadata = """{"team":"ads","topic":"search"}""" },
        ]);

        var run = await CliRunner.RunAsync(emulator, "count", "--metadata", "team=search");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "1\n")));
    }
}
