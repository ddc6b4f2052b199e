using System.Text.Json;
using System.Text.RegularExpressions;
using GatewayLogs.Cli.Diagnosing;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>Tests the report of <c>gwlogs doctor --assumptions</c>.</summary>
public partial class DoctorAssumptionsTests
{
    private GatewayLogsEmulator _emulator;

    private IEnumerable<EmulatedRequest> Requests => _emulator.Requests;

    [GeneratedRegex("(?<=\ngwlogs )[^:]+")]
    private static partial Regex Version { get; }

    [SetUp]
    public async Task StartAsync() => _emulator = await AssumptionChecks.StartAsync(new EmulatorQuirks());

    [TearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    private async Task<string> RunAsync(params string[] arguments)
    {
        var run = await CliRunner.RunAsync(_emulator, ["doctor", "--assumptions", .. arguments]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        return run.Output;
    }

    [Test]
    public async Task The_report_has_a_line_for_each_assumption_and_takes_at_most_60_requests_that_read()
    {
        var before = Requests.Count();

        var report = await RunAsync();

        GoldenFile.Compare("doctor.assumptions", Version.Replace(report, "VERSION"));
        Assert.That(Requests.Skip(before).Count(), Is.LessThanOrEqualTo(60));
        Assert.That(Requests.Skip(before).Select(request => request.Method), Is.All.EqualTo("GET"));
    }

    [Test]
    public async Task Each_line_of_json_has_the_name_status_statement_and_detail()
    {
        _emulator.Quirks = new EmulatorQuirks { BareBodies = true };

        var report = (await RunAsync("--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var lines = report.Select(line => JsonElement.Parse(line)).ToList();
        string[] expected = ["body-envelope", "contradicted", "A stored body that is JSON is the result of an envelope.", "It is bare."];
        Assert.That(lines.Select(line => Get(line, "name")), Is.EqualTo(AssumptionReport.Assumptions.Select(assumption => assumption.Name)));
        Assert.That(
            lines.Single(line => Get(line, "status") == "contradicted").EnumerateObject().Select(member => (member.Name, member.Value.GetString())),
            Is.EqualTo(((string[])["name", "status", "statement", "detail"]).Zip(expected)));

        static string Get(JsonElement line, string member) => line.GetProperty(member).GetString()!;
    }

    [Test]
    public async Task Without_the_permission_to_read_bodies_three_assumptions_are_not_testable()
    {
        _emulator.Faults =
        [
            new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "GetGatewayLogRequest" },
            new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "GetGatewayLogResponse" },
        ];

        var report = (await RunAsync()).Split('\n');

        Assert.That(
            report.Where(line => line.StartsWith("not testable", StringComparison.Ordinal)),
            Has.Exactly(3).Items.And.All.EndsWith("The token lacks the permission AI Gateway Read, which bodies require."));
        Assert.That(report, Has.None.StartsWith("contradicted"));
    }

    [Test]
    public async Task An_empty_gateway_contradicts_nothing()
    {
        await using var empty = await GatewayLogsEmulator.StartAsync();

        var run = await CliRunner.RunAsync(empty, "doctor", "--assumptions");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        GoldenFile.Compare("doctor.assumptions.empty", Version.Replace(run.Output, "VERSION"));
    }

    [Test]
    public async Task Requests_that_fail_contradict_nothing_and_do_not_end_the_report()
    {
        // The first list succeeds.
        _emulator.Faults =
        [
            new FaultRule { Kind = FaultKind.Delay, Operation = "ListGatewayLogs", Nth = 1 },
            new FaultRule { Kind = FaultKind.Status, Status = 500, Operation = "ListGatewayLogs" },
        ];

        var report = (await RunAsync()).Split('\n');

        Assert.That(report, Has.None.StartsWith("contradicted"));
        Assert.That(report, Has.One.StartsWith("not testable  per-page-51").And.EndsWith("The service responded with 500 and the codes 7000."));
        Assert.That(report, Has.One.StartsWith("confirmed     missing-log"));
    }

    [Test]
    public async Task A_refused_token_ends_the_report()
    {
        var run = await CliRunner.RunAsync(_emulator, "doctor", "--assumptions", "--api-token", "canary");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((4, "")));
    }

    [Test]
    public async Task Logs_that_are_deleted_during_the_check_cause_a_warning()
    {
        _emulator.Quirks = new EmulatorQuirks { BareBodies = true };
        var client = new GatewayLogsClient(AssumptionChecks.GetOptions(_emulator));
        var oldest = (await client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 })).Logs[0];

        // The first body is requested after the oldest logs are listed, and slowly enough to delete one of them.
        var delay = new FaultRule { Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(3), Operation = "GetGatewayLogRequest", Nth = 1 };
        _emulator.Faults = [delay];
        var report = CliRunner.RunAsync(_emulator, "doctor", "--assumptions");
        while (Requests.All(request => request.Operation != "GetGatewayLogRequest"))
        {
            await Task.Delay(20);
        }

        await AssumptionChecks.DeleteAsync(_emulator, oldest.Id);

        Assert.That((await report).Error, Does.Contain("The oldest log was deleted during the check"));
    }

    [Test]
    public async Task Both_switches_can_be_false()
    {
        var run = await CliRunner.RunAsync(_emulator, "doctor", "--assumptions=false", "--json=false");

        Assert.That(run.Output, Does.Contain("\ntoken      ok"));
    }

    /// <summary>The list of assumptions in openapi/README.md adds the source of each.</summary>
    [Test]
    public void Openapi_readme_lists_the_assumptions()
    {
        var rows = File.ReadLines(Repository.GetPath("openapi/README.md")).SkipWhile(line => line != "| check | statement | source |").Skip(2);

        Assert.That(
            rows.Select(row => row[..(row[..^1].LastIndexOf('|') - 1)]),
            Is.EqualTo(AssumptionReport.Assumptions.Select(assumption => $"| `{assumption.Name}` | {assumption.Statement}")));
    }
}
