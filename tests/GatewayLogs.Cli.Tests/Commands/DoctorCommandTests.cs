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

    private static IEnumerable<string> Verdicts(IEnumerable<string> findings) => findings.Where(line => line.Length > 0).Select(line => line[..16].TrimEnd());

    [Test]
    public async Task A_token_that_may_write_is_found_out_without_writing()
    {
        var before = Emulator.LedgerDigest();

        var findings = await FindingsAsync(0);

        Assert.That(Verdicts(findings), Is.EqualTo(new[] { "token      ok", "gateway    ok", "read       ok", "write      ok", "clock      ok", "rate       ok" }));
        Assert.That(findings[1], Does.Contain("60 logs"));
        Assert.That(findings[5], Does.Contain("of 1200 requests are left"));
        Assert.That(Emulator.LedgerDigest(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_token_that_may_only_read_is_reported_from_one_that_may_write() =>
        Assert.That(Verdicts(await FindingsAsync(0, "--api-token", "emulator-read-only-token")).ElementAt(3), Is.EqualTo("write      warn"));

    [Test]
    public async Task A_refused_token_ends_with_four() => Assert.That(
        Verdicts(await FindingsAsync(4, "--api-token", "canary")).Take(4), Is.EqualTo(new[] { "token      fail", "gateway    skip", "read       skip", "write      skip" }));

    [Test]
    public async Task A_gateway_that_is_not_there_ends_with_five() =>
        Assert.That(Verdicts(await FindingsAsync(5, "--gateway", "nowhere")).Take(2), Is.EqualTo(new[] { "token      ok", "gateway    fail" }));

    [Test]
    public async Task A_clock_that_is_wrong_is_warned_of()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Faults = [new FaultRule { Kind = FaultKind.Delay, Headers = new Dictionary<string, string> { ["Date"] = "Thu, 01 Jan 2026 00:00:00 GMT" } }],
        });

        var run = await CliRunner.RunAsync(emulator, "doctor");

        Assert.That(run.Output, Does.Match("clock      warn  This machine is [0-9]+ s ahead of the service"));
    }

    [Test]
    public async Task It_tries_an_emulator_as_well()
    {
        var run = await CliRunner.RunAsync(null, "doctor", "--emulator");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }
}
