using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

public class CountCommandTests
{
    [TestCase]
    [TestCase("--failed")]
    public async Task Counting_takes_one_request_for_any_number_of_logs(params string[] arguments)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 500 });

        var run = await CliRunner.RunAsync(emulator, ["count", .. arguments]);
        var requests = emulator.Requests.Count;

        var listed = await CliRunner.ShellAsync(emulator, $"gwlogs list --all {string.Join(' ', arguments)} | wc -l");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, listed.Output)));
        Assert.That(requests, Is.EqualTo(1));
    }

    [TestCase(1, "--since")]
    [TestCase(450, "--until")]
    public async Task An_ignored_time_limit_is_reported(int days, string option)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Quirks = new EmulatorQuirks { IgnoreFilters = true } });
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        emulator.AddLogs(Enumerable.Range(0, 500).Select(day => new EmulatedLog { Id = $"{day}", CreatedAt = start.AddDays(day) }));

        var run = await CliRunner.RunAsync(emulator, "count", option, new DateTime(2025, 1, 1).AddDays(days).ToString("yyyy-MM-dd", null));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
    }

    [Test]
    public async Task A_truncated_response_is_a_network_failure()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = 5, Faults = [new FaultRule { Kind = FaultKind.HalfBodyThenClose }] });

        Assert.That((await CliRunner.RunAsync(emulator, "count")).ExitCode, Is.EqualTo(7));
    }

    /// <summary>The service matches names and values separately, so its own count is too high.</summary>
    [Test]
    public async Task Metadata_entries_are_counted_by_name_and_value()
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
