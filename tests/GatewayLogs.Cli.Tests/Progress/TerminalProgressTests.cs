using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>The progress of commands in processes of their own, on a terminal and without one.</summary>
[LongTest]
public class TerminalProgressTests
{
    [TestCase("list --all", "Listing")]
    [TestCase("export --settle 0s --out $(mktemp -d)/logs", "Exporting")]
    [TestCase("delete --every-log --dry-run", "Deleting")]
    public async Task A_command_that_waits_for_the_rate_limit_shows_a_line_on_a_terminal(string arguments, string action)
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.TerminalAsync(
            emulator, 80, $"timeout --foreground --signal=INT 8 dotnet '{CliRunner.Program}' {arguments} --rate-limit 1", keepsLiveLine: true);

        Assert.That(run.Output, Does.Match($@"[|/\\-] {action}: [^\n]*(, rate limit: 4 min [0-9]+ s|, waiting 4 min [0-9]+ s for the rate limit)"));
        Assert.That(run.Output, Does.Match(@" {20}(gwlogs: Nothing was deleted\.\n)?$"), "The line is erased at the end.");
    }

    [Test]
    public async Task A_slow_service_is_shown_on_a_terminal(
        [Values("get ID", "doctor --assumptions", "tail")] string arguments)
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.StallBeforeHeaders });

        var run = await CliRunner.TerminalAsync(
            emulator, 80, $"timeout --foreground --signal=INT 9 dotnet '{CliRunner.Program}' {arguments}", keepsLiveLine: true);

        Assert.That(run.Output, Does.Match(@"1 request, [0-9]+ s, no response for [3-9] s"));
    }

    [Test]
    public async Task A_quiet_command_shows_no_line()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.TerminalAsync(
            emulator,
            80,
            $"timeout --foreground --signal=INT 8 dotnet '{CliRunner.Program}' list --all --rate-limit 1 --quiet",
            keepsLiveLine: true);

        Assert.That(run.Output, Does.Not.Match("Listing|rate limit"));
    }

    [Test]
    public async Task Without_a_terminal_a_long_wait_for_the_rate_limit_is_reported_in_one_line()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.ShellAsync(emulator, $"timeout --foreground --signal=INT 8 dotnet '{CliRunner.Program}' stats --rate-limit 1");

        Assert.That(run.Error, Does.Match(
            @"^gwlogs: The rate limit, shared by everything that uses this token, is used up\. Waiting (5 min 00|4 min [0-9]+) s, then continuing\. "
            + @"To stop, press Ctrl\+C\.\n$"));
    }

    [Test]
    public async Task Without_a_terminal_a_service_that_does_not_respond_is_reported_in_one_line()
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.StallBeforeHeaders });

        var run = await CliRunner.ShellAsync(emulator, $"timeout --signal=INT 16 dotnet '{CliRunner.Program}' count");

        Assert.That(run.Error, Is.EqualTo("gwlogs: The service has not responded for 10 s. Still waiting. To stop, press Ctrl+C.\n"));
    }

    private static Task<GatewayLogsEmulator> StartAsync(params FaultRule[] faults) =>
        GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 600, Faults = faults });
}
