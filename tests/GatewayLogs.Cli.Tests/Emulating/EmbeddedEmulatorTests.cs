using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>Tests commands with <c>--emulator</c>, whose logs end now.</summary>
public class EmbeddedEmulatorTests
{
    [TestCase("list", "--since", "7d")]
    [TestCase("stats", "--since", "24h")]
    [TestCase("stats", "--since", "24h", "--by", "hour")]
    [TestCase("errors", "--since", "30d")]
    public async Task A_recent_time_range_has_logs(params string[] arguments)
    {
        var run = await CliRunner.RunAsync(null, [.. arguments, "--json", "--emulator"]);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output.Trim(), Is.Not.Empty);
    }

    [Test]
    public async Task The_newest_log_is_as_old_as_the_command()
    {
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);

        var run = await CliRunner.RunAsync(null, "list", "--limit", "1", "--csv", "--columns", "created_at", "--emulator");

        var createdAt = DateTimeOffset.Parse(run.Output.Trim().Split('\n')[1], CultureInfo.InvariantCulture);
        Assert.That(createdAt, Is.InRange(before, DateTimeOffset.UtcNow));
    }

    [Test]
    public async Task Tail_shows_logs_that_are_added_while_it_runs()
    {
        var run = await CliRunner.ShellAsync(null, "gwlogs tail --settle 0s --interval 1s --json id --emulator | head -n 3");

        Assert.That(run.Output.Count('\n'), Is.EqualTo(3), run.Error);
    }
}
