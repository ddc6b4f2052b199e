using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public sealed class SharedRateLimitOptionTests
{
    private TemporaryFolder _folder = null!;
    private GatewayLogsEmulator _emulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 1_000 });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, string?> Environment => new(CliRunner.GetEnvironment(_emulator)) { ["XDG_STATE_HOME"] = _folder.Path };

    private Task<ToolRun> CountAsync(string limit) => CliRunner.RunWithAsync(Environment, "count", "--rate-limit", limit);

    [Test]
    public async Task Processes_with_the_same_token_share_the_requests_of_five_minutes()
    {
        var first = await CountAsync("1");
        var second = await CountAsync("1");
        var third = await CountAsync("2");

        Assert.That((first.ExitCode, second.ExitCode, third.ExitCode), Is.EqualTo((0, 6, 0)), second.Error);
        Assert.That(_emulator.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Two_exports_at_once_send_no_more_requests_than_the_limit()
    {
        using var first = ExportProcess.Start(Environment, "--out", _folder.GetPath("a"), "--rate-limit", "10", "--settle", "0s");
        using var second = ExportProcess.Start(Environment, "--out", _folder.GetPath("b"), "--rate-limit", "10", "--settle", "0s");
        for (var checks = 0; _emulator.Requests.Count < 10 && checks < 600; checks++)
        {
            await Task.Delay(50);
        }

        // Both wait for up to five minutes now. Without the limit they would send more than 40 requests within a second.
        await Task.Delay(1_000);

        Assert.That((_emulator.Requests.Count, first.HasExited, second.HasExited), Is.EqualTo((10, false, false)));
    }

    [Test]
    public async Task Without_a_limit_requests_are_not_counted()
    {
        var run = await CountAsync("none");

        Assert.That((run.ExitCode, Directory.Exists(_folder.GetPath("gwlogs"))), Is.EqualTo((0, false)));
    }

    [TestCase("0")]
    [TestCase("1201")]
    [TestCase("many")]
    [TestCase("-5")]
    public async Task A_limit_out_of_range_is_refused_before_anything_is_sent(string limit)
    {
        var run = await CliRunner.RunWithAsync(new Dictionary<string, string?>(Environment) { ["GWLOGS_RATE_LIMIT"] = limit }, "count");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain($"GWLOGS_RATE_LIMIT: the rate limit is '{limit}'. Expected 1 to 1200 requests per five minutes, or none"));
        Assert.That(_emulator.Requests, Is.Empty);
    }

    [Test]
    public async Task A_state_folder_that_cannot_be_created_does_not_stop_the_command()
    {
        await File.WriteAllTextAsync(_folder.GetPath("gwlogs"), "a file");

        var run = await CountAsync("5");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }
}
