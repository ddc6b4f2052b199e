using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

public class DoctorCommandTests : CommandTests
{
    private async Task<string[]> FindingsAsync(int exitCode, params string[] arguments)
    {
        var run = await RunAsync(["doctor", .. arguments]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((exitCode, "")));
        return [.. run.Output.Split('\n').SkipWhile(line => !line.StartsWith("api-token", StringComparison.Ordinal)).Skip(1)];
    }

    [Test]
    public async Task Write_access_is_detected_without_changing_anything()
    {
        var before = Emulator.LedgerDigest();

        var findings = await FindingsAsync(0);

        Assert.That(findings[1], Does.Contain("60 logs"));
        Assert.That(findings[4], Does.Contain("The token can write"));
        Assert.That(findings[6], Does.Contain("of 1200 requests are left"));
        Assert.That(Emulator.LedgerDigest(), Is.EqualTo(before));
    }

    [Test]
    public async Task Json_has_a_line_for_each_setting_and_each_check()
    {
        var run = await RunAsync("doctor", "--json", "--api-token", "emulator-read-only-token");

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Newtonsoft.Json.Linq.JObject.Parse).ToList();
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(
            lines.Select(line => $"{line["setting"] ?? line["check"]} {line["source"] ?? line["status"]}"),
            Is.EqualTo(new[]
            {
                "account CLOUDFLARE_ACCOUNT_ID", "gateway CLOUDFLARE_GATEWAY_ID", "base-url CLOUDFLARE_API_BASE_URL", "api-token --api-token",
                "token ok", "gateway ok", "read ok", "bodies ok", "write warn", "clock ok", "rate ok",
            }));
        Assert.That(run.Output, Does.Not.Contain("emulator-read-only-token"));
    }

    [Test]
    public async Task It_warns_if_the_clock_is_wrong()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Faults = [new FaultRule { Kind = FaultKind.Delay, Headers = new Dictionary<string, string> { ["Date"] = "Thu, 01 Jan 2026 00:00:00 GMT" } }],
        });

        var run = await CliRunner.RunAsync(emulator, "doctor");

        Assert.That(run.Output, Does.Match("clock      warn  The clock of this machine is [0-9]+ s ahead of the service's"));
    }

    [TestCase("HTTP_PROXY")]
    [TestCase("http_proxy")]
    [TestCase("ALL_PROXY")]
    public async Task A_proxy_in_the_environment_is_not_used_for_this_machine(string variable)
    {
        var run = await CliRunner.ShellAsync(Emulator, "gwlogs doctor", new Dictionary<string, string?> { [variable] = "http://127.0.0.1:1" });

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task It_supports_the_embedded_emulator()
    {
        var run = await CliRunner.RunAsync(null, "doctor", "--emulator");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }
}
