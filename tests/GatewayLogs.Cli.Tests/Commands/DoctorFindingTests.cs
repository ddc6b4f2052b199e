using System.Text.RegularExpressions;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>Compares the report of <c>gwlogs doctor</c> for each permission, wrong setting and kind of refusal with a golden file.</summary>
public partial class DoctorFindingTests : CommandTests
{
    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Host { get; }

    [GeneratedRegex(@"cf-ray: \S+")]
    private static partial Regex Ray { get; }

    [GeneratedRegex(@"\d+ of 1200 requests are left for the next \d+ s")]
    private static partial Regex Rate { get; }

    [TestCase("metadata-read", 0, "--api-token", "emulator-metadata-token")]
    [TestCase("read", 0, "--api-token", "emulator-read-only-token")]
    [TestCase("write", 0)]
    [TestCase("refused-token", 4, "--api-token", "canary")]
    [TestCase("wrong-account", 5, "--account", "00000000000000000000000000000000")]
    [TestCase("wrong-gateway", 5, "--gateway", "nowhere")]
    public async Task The_report_names_the_permission_or_the_wrong_setting(string name, int exitCode, params string[] arguments) =>
        Compare(name, exitCode, await RunAsync(["doctor", .. arguments]));

    [Test]
    public async Task The_report_names_a_base_url_without_the_path_of_the_api()
    {
        var environment = CliRunner.GetEnvironment(Emulator);
        environment["CLOUDFLARE_API_BASE_URL"] = new Uri(Emulator.BaseAddress, "/").AbsoluteUri;

        Compare("base-url-without-path", 5, await CliRunner.RunSharedAsync(environment, "doctor"));
    }

    [Test]
    public async Task The_report_explains_where_logs_can_be_if_there_are_none()
    {
        await using var empty = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions());

        Compare("empty", 0, await CliRunner.RunAsync(empty, "doctor"));
    }

    [TestCase(403, 4)]
    [TestCase(404, 5)]
    [TestCase(410, 1)]
    public async Task The_report_explains_where_logs_can_be_if_the_service_refuses_the_list(int status, int exitCode)
    {
        await using var refusing = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = 1, Faults = [new FaultRule { Kind = FaultKind.Status, Status = status, Operation = "ListGatewayLogs" }] });

        Compare($"status-{status}", exitCode, await CliRunner.RunAsync(refusing, "doctor"));
    }

    [TestCase(403)]
    [TestCase(404)]
    [TestCase(410)]
    public async Task Errors_of_other_commands_point_to_the_explanation(int status)
    {
        await using var refusing = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = 1, Faults = [new FaultRule { Kind = FaultKind.Status, Status = status, Operation = "ListGatewayLogs" }] });

        var run = await CliRunner.RunAsync(refusing, "count");

        Assert.That(run.Error, Does.Contain("Accounts created since 2026-09-24 keep their logs in another system; see: gwlogs doctor"));
    }

    [Test]
    public async Task An_empty_list_without_conditions_points_to_the_explanation()
    {
        await using var empty = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions());

        var (all, filtered) = (await CliRunner.RunAsync(empty, "list"), await CliRunner.RunAsync(empty, "list", "--failed"));

        Assert.That((all.ExitCode, all.Output, filtered.Error), Is.EqualTo((0, "", "")));
        Assert.That(all.Error, Is.EqualTo(
            "gwlogs: The gateway has no logs. Accounts created since 2026-09-24 keep their logs in another system; see: gwlogs doctor\n"));
    }

    private static void Compare(string name, int exitCode, ToolRun run)
    {
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((exitCode, "")), run.Output);
        var shown = Ray.Replace(Host.Replace(run.Output, "HOST"), "cf-ray: RAY");
        GoldenFile.Compare($"doctor.{name}", Rate.Replace(shown, "N of 1200 requests are left for the next N s"));
    }
}
