using System.Text.RegularExpressions;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>Every failure prints one line and has its own exit code.</summary>
public class ErrorTests : CommandTests
{
    private static readonly string[] s_quick = ["--limit", "1"];

    [TestCase("usage.unknown-command", 2, "lits")]
    [TestCase("usage.unknown-option", 2, "list", "--colour")]
    [TestCase("usage.missing-argument", 2, "get")]
    [TestCase("usage.time", 2, "list", "--since", "last week")]
    [TestCase("usage.empty-range", 2, "list", "--since", "2026-01-02", "--until", "2026-01-01")]
    [TestCase("usage.filter", 2, "list", "--filter", "model like gpt")]
    [TestCase("usage.metadata", 2, "list", "--metadata", "team")]
    [TestCase("usage.both-outcomes", 2, "list", "--success", "--failed")]
    [TestCase("usage.limit", 2, "list", "--limit", "0")]
    [TestCase("usage.limit-and-all", 2, "list", "--limit", "5", "--all")]
    [TestCase("usage.json-and-csv", 2, "list", "--json", "--csv")]
    [TestCase("usage.field", 2, "list", "--columns", "colour")]
    [TestCase("usage.gateway", 2, "list", "--gateway", "Two Words")]
    [TestCase("usage.id", 2, "get", "..")]
    [TestCase("usage.interval", 2, "tail", "--interval", "soon")]
    [TestCase("usage.tail-until", 2, "tail", "--until", "1h")]
    [TestCase("usage.update", 2, "update", "some-id")]
    [TestCase("usage.delete-everything", 2, "delete", "--yes")]
    [TestCase("usage.delete-search", 2, "delete", "--search", "acme", "--yes")]
    [TestCase("usage.delete-status", 2, "delete", "--status", "429", "--yes")]
    [TestCase("usage.status", 2, "list", "--status", "4xx,600")]
    [TestCase("usage.status-success", 2, "count", "--status", "5xx", "--success")]
    [TestCase("usage.errors-success", 2, "errors", "--success")]
    [TestCase("usage.profile", 2, "list", "--profile", "prod")]
    [TestCase("authentication", 4, "list", "--api-token", "canary-token")]
    [TestCase("permission", 4, "update", "some-id", "--feedback", "1", "--api-token", "emulator-read-only-token")]
    [TestCase("not-found", 5, "get", "01J00000000000000000000000")]
    [TestCase("not-found.gateway", 5, "count", "--gateway", "nowhere")]
    [TestCase("not-found.body", 5, "request", "01J00000000000000000000000")]
    [TestCase("network", 7, "count", "--base-url", "http://127.0.0.1:1/")]
    public async Task A_failure_is_reported_in_one_line(string name, int exitCode, params string[] arguments) =>
        Compare(name, exitCode, await RunAsync(arguments));

    [TestCase("failure.bad-request", 1, 400)]
    [TestCase("failure.service", 1, 503)]
    [TestCase("rate-limited", 6, 429)]
    public async Task An_error_response_is_reported_in_one_line(string name, int exitCode, int status)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Faults = [new FaultRule { Kind = FaultKind.Status, Status = status, Headers = new Dictionary<string, string> { ["retry-after"] = "3600" } }],
        });

        Compare(name, exitCode, await CliRunner.RunAsync(emulator, ["list", .. s_quick]));
    }

    [TestCase("list")]
    [TestCase("doctor")]
    [TestCase("delete", "--every-log", "--yes")]
    [TestCase("export", "--out", "/tmp/gwlogs-never-written.ndjson")]
    public async Task A_long_error_of_the_service_is_shortened_and_repeats_neither_the_token_nor_control_characters(params string[] arguments)
    {
        var text = $"Header: Bearer {Emulator.ApiToken} \\u001b[31m{new string('x', 50_000)} the end";
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Faults =
            [
                new FaultRule { Kind = FaultKind.Status, Status = 400, Body = $$"""{"success":false,"errors":[{"code":1,"message":"{{text}}"}]}""" },
            ],
        });

        var run = await CliRunner.RunAsync(emulator, arguments);

        var shown = run.Output + run.Error;
        Assert.That(run.ExitCode, Is.EqualTo(1), shown);
        Assert.That(shown, Does.Contain("Header: Bearer *** ").And.Contain("the end").And.Not.Contain(emulator.ApiToken));
        Assert.That(shown, Does.Not.Match("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]"));
        Assert.That(shown.Split('\n').Select(line => line.Length), Is.All.LessThan(600));
    }

    [Test]
    public async Task A_long_argument_is_shortened_in_the_error()
    {
        var run = await RunAsync("list", "--since", new string('x', 50_000));

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("gwlogs: --since: 'xxx").And.Contain(" … ").And.EndWith("since 1970.\n").And.Length.LessThan(2_100));
    }

    [Test]
    public async Task An_ignored_filter_is_reported_in_one_line()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = 5, Quirks = new EmulatorQuirks { IgnoreFilters = true } });

        Compare("failure.filter-ignored", 1, await CliRunner.RunAsync(emulator, "list", "--model", "no-such-model"));
        Compare("delete-refused", 8, await CliRunner.RunAsync(emulator, "delete", "--model", "no-such-model", "--yes"));
    }

    [Test]
    public async Task A_condition_that_cannot_be_verified_is_reported_in_one_line() =>
        Compare("usage.delete-unseen", 2, await RunAsync("delete", "--filter", "tokens gt 5", "--yes") with { Output = "" });

    private static void Compare(string name, int exitCode, ToolRun run)
    {
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")), run.Error);
        Assert.That(run.Error, Does.StartWith("gwlogs: ").And.EndWith("\n").And.Not.Contain("canary"));
        Assert.That(run.Error.TrimEnd('\n'), Does.Not.Contain("\n"));

        // The cf-ray and the folder of the tests differ between runs.
        var error = Regex.Replace(run.Error, "cf-ray: [0-9a-f]+-[A-Z]+", "cf-ray: RAY").Replace(AppContext.BaseDirectory, "HOME/", StringComparison.Ordinal);
        GoldenFile.Compare($"error.{name}", error);
    }
}
