using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public class TailCommandTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    private GatewayLogsEmulator _emulator;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 0 });
        _emulator.AddLogs(Enumerable.Range(0, 100).Select(index => new EmulatedLog
        {
            Id = $"log-{index:00}", CreatedAt = s_now.AddMinutes(index - 100), StatusCode = index % 10 == 0 ? 429 : 200, Success = index % 10 != 0,
        }));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("", 90, 10)]
    [TestCase("-n 3", 97, 3)]
    [TestCase("--limit 60", 40, 60)]
    public async Task It_first_shows_the_last_logs(string arguments, int first, int count)
    {
        var run = await CliRunner.ShellAsync(_emulator, $"gwlogs tail {arguments} --json id | head -n {count}");

        Assert.That(run.Output, Is.EqualTo(Lines(first, count)), run.Error);
    }

    [Test]
    public async Task The_last_logs_match_the_conditions()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs tail -n 2 --status 429 --json id | head -n 2");

        Assert.That(run.Output, Is.EqualTo("{\"id\":\"log-80\"}\n{\"id\":\"log-90\"}\n"), run.Error);
    }

    /// <summary>A log that is younger than --settle at the start is shown once, when it is old enough.</summary>
    [Test]
    public async Task Each_log_is_shown_once_at_the_transition_to_new_logs()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 0 });
        var now = DateTimeOffset.UtcNow;
        emulator.AddLogs(Enumerable.Range(0, 80).Select(index => new EmulatedLog
        {
            Id = $"log-{index:00}", CreatedAt = now.AddMilliseconds(50 * (index - 80)),
        }));

        var run = await CliRunner.ShellAsync(emulator, "gwlogs tail -n 80 --settle 2s --interval 1s --json id | head -n 80");

        Assert.That(run.Output, Is.EqualTo(Lines(0, 80)), run.Error);
    }

    [Test]
    public async Task It_ends_when_its_reader_ends_although_no_log_arrives()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs tail -n 2 --json id > >(head -n 1); echo \"ended with $?\"");

        Assert.That(run.Output, Does.Contain("ended with 0\n"), run.Error);
    }

    [Test]
    public async Task It_reports_what_it_follows_and_when_logs_appear()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs tail --settle 1m --interval 2s -n 1 --json id | head -n 1");

        Assert.That(run.Error, Is.EqualTo(
            "gwlogs: Following the logs of gateway emulator. A log is shown 1 min 00 s to 1 min 02 s after its call, because the service indexes logs "
            + "with a delay (--settle). To stop, press Ctrl+C.\n"));
    }

    [Test]
    public async Task A_quiet_tail_reports_nothing()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs tail -q -n 1 --json id | head -n 1");

        Assert.That((run.Output, run.Error), Is.EqualTo(("{\"id\":\"log-99\"}\n", "")));
    }

    [TestCase("gwlogs: --interval: '0s' is shorter than the minimum of 1s. Specify a longer duration.\n", "--interval", "0s")]
    [TestCase("gwlogs: --limit must be 0 or more, as in: --limit 10\n", "--limit", "-1")]
    [TestCase("gwlogs: --limit and --since cannot be used together. Specify only one.\n", "-n", "3", "--since", "1h")]
    public async Task Wrong_options_are_rejected_before_a_request(string expected, params string[] arguments)
    {
        var before = _emulator.Requests.Count;

        var run = await CliRunner.RunAsync(_emulator, ["tail", .. arguments]);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, expected)));
        Assert.That(_emulator.Requests, Has.Count.EqualTo(before));
    }

    private static string Lines(int first, int count) =>
        string.Concat(Enumerable.Range(first, count).Select(index => $$"""{"id":"log-{{index:00}}"}""" + "\n"));
}
