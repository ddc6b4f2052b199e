using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

public class ConnectionOptionsTests
{
    [Test]
    public async Task Verbose_shows_each_request_without_the_token_or_a_body([Values("-v", "--verbose")] string option)
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.Status, Status = 503, Times = 1 });

        var run = await CliRunner.RunAsync(emulator, "list", option, "--limit", "1", "--json", "id", "--metadata", "team=search", "--search", "é");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        const string Request = @"^gwlogs: GET /client/v4/accounts/[a-z0-9]+/ai-gateway/gateways/emulator/logs\?.*""team"".*""search"".*search=é: ";
        Assert.That(lines[0], Does.Match(Request + "503 after [0-9]+ ms, cf-ray [0-9a-zA-Z-]+, attempt 1$"));
        Assert.That(lines[1], Does.Match(Request + "200 after [0-9]+ ms, cf-ray [0-9a-zA-Z-]+, attempt 2$"));
        Assert.That(run.Error, Does.Not.Contain(emulator.ApiToken));
    }

    [Test]
    public async Task Verbose_shows_a_request_without_a_response()
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.Reset, Times = 1 });

        var run = await CliRunner.RunAsync(emulator, "count", "--verbose");

        Assert.That(run.Error, Does.Match("^gwlogs: GET [^\n]+: no response after [0-9]+ ms, attempt 1\ngwlogs: GET [^\n]+ attempt 2\n"));
    }

    [Test]
    public async Task Verbose_shows_the_requests_of_doctor_as_they_are_sent()
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "doctor", "--assumptions", "-v");

        Assert.That(run.Error.Split('\n').Count(line => line.StartsWith("gwlogs: GET ", StringComparison.Ordinal)), Is.EqualTo(emulator.Requests.Count));
        Assert.That(run.Error, Does.Contain("logs/gwlogs-doctor-there-is-no-such-log"));
    }

    [TestCase("get", "01J00000000000000000000000")]
    [TestCase("list", "--all")]
    [TestCase("errors")]
    public async Task A_call_ends_after_the_timeout(params string[] arguments)
    {
        await using var emulator = await StartAsync(new FaultRule { Kind = FaultKind.StallBeforeHeaders });

        var run = await CliRunner.RunAsync(emulator, [.. arguments, "--timeout", "1s"]);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((7, "")));
        Assert.That(run.Error, Is.EqualTo("gwlogs: The call took longer than 1 s. Try again, or increase --timeout. With -v, each request is shown.\n"));
    }

    [TestCase("0s", "gwlogs: --timeout: '0s' is shorter than the minimum of 1s. Specify a longer duration.\n")]
    [TestCase("25d", "gwlogs: --timeout: '25d' is longer than the maximum of 24d.\n")]
    [TestCase("soon", "gwlogs: --timeout: 'soon' is not a duration. Expected a value such as 90s, 15m, 2h or 1d12h.\n")]
    public async Task A_timeout_that_is_out_of_range_is_rejected(string timeout, string expected)
    {
        await using var emulator = await StartAsync();

        var run = await CliRunner.RunAsync(emulator, "count", "--timeout", timeout);

        Assert.That((run.ExitCode, run.Error, emulator.Requests.Count), Is.EqualTo((2, expected, 0)));
    }

    private static Task<GatewayLogsEmulator> StartAsync(params FaultRule[] faults) =>
        GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 200, Faults = faults });
}
