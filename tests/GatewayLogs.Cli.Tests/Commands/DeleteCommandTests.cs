using GatewayLogs.Emulator;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class DeleteCommandTests
{
    private GatewayLogsEmulator _emulator;

    private TemporaryFolder _folder;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 120 });
    }

    [TearDown]
    public async Task StopAsync()
    {
        _folder.Dispose();
        await _emulator.DisposeAsync();
    }

    private Task<ToolRun> RunAsync(params string[] arguments) => CliRunner.RunAsync(_emulator, ["delete", .. arguments]);

    private List<LedgerEntry> Left() => [.. _emulator.Ledger().Where(entry => entry.DeletedAt is null)];

    [Test]
    public async Task Logs_are_deleted_by_their_ids()
    {
        string[] ids = [.. Left().Take(2).Select(entry => entry.Id)];

        var preview = await RunAsync([.. ids, "--dry-run"]);
        var run = await RunAsync([.. ids, "no-such-log", "-y"]);

        Assert.That((preview.ExitCode, run.ExitCode, run.Error), Is.EqualTo((0, 0, "")));
        Assert.That(preview.Output, Does.StartWith("selected   2 of gateway emulator, 2 verified\n"));
        Assert.That(run.Output, Does.Contain("deleted 2, remaining 0"));
        Assert.That(Left().Select(entry => entry.Id).Intersect(ids), Is.Empty);
    }

    [Test]
    public async Task Alternatives_of_one_option_are_deleted_together()
    {
        var counted = await CliRunner.RunAsync(_emulator, "count", "--model", "gpt-4o,gpt-4o-mini", "--metadata", "team=search", "--metadata", "team=support");

        var run = await RunAsync("--model", "gpt-4o", "--model", "gpt-4o-mini", "--metadata", "team=search", "--metadata", "team=support", "--yes");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(counted.Output, Does.Not.StartWith("0"));
        Assert.That(run.Output, Does.Contain($"deleted {counted.Output.Trim()}, remaining 0"));
    }

    [Test]
    public async Task A_dry_run_shows_the_preview_and_deletes_nothing()
    {
        var run = await RunAsync("--failed", "--dry-run");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Match(
            "(?s)^selected   ([0-9]+) of gateway emulator, \\1 verified\noldest     2026.*\nnewest     2026.*(\nsuch as .*){5}\n"
            + "Nothing was deleted. To delete these logs, use --yes instead of --dry-run.\n$"));
        Assert.That(Deletions(), Is.Zero);
    }

    [TestCase("--failed")]
    [TestCase("--failed", "--yes=false")]
    [TestCase("--every-log")]
    public async Task Without_a_terminal_and_without_yes_it_is_a_usage_error_and_nothing_is_sent(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.That((run.ExitCode, run.Output, _emulator.Requests.Count), Is.EqualTo((2, "", 0)));
        Assert.That(run.Error, Does.Contain("--yes").And.Contain("--dry-run").And.Contain("Nothing was deleted."));
    }

    [Test]
    public async Task A_confirmed_deletion_continues_when_the_pipe_is_closed()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs delete --failed --yes | true; echo ${PIPESTATUS[0]}");

        Assert.That((run.Output, run.Error), Is.EqualTo(("0\n", "")));
        Assert.That((await CliRunner.RunAsync(_emulator, "count", "--failed")).Output, Is.EqualTo("0\n"));
    }

    [Test]
    public async Task A_piped_gateway_name_is_not_accepted_as_confirmation()
    {
        var run = await CliRunner.ShellAsync(_emulator, "echo emulator | gwlogs delete --failed");

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((2, 0)));
    }

    /// <summary>The first Ctrl+C ends the command, even if the name of the gateway is typed after it.</summary>
    [Test]
    [Platform("Linux", Reason = "The terminal is emulated by script(1) of util-linux.")]
    public async Task The_first_interrupt_at_the_prompt_ends_the_command()
    {
        var run = await CliRunner.ShellAsync(
            _emulator,
            $"cd '{_folder.Path}'; mkfifo keys; SHELL=/bin/bash script --quiet --flush --return "
            + $"--command \"env --default-signal=INT dotnet '{CliRunner.Program}' delete --failed\" screen < keys > /dev/null & "
            + "exec 9>keys; until grep -q 'type the name' screen; do sleep 0.05; done; "
            + "printf '\\003' >&9; sleep 0.2; printf 'emulator\\n' >&9; wait $!; echo $?; cat screen");

        Assert.That(run.Output, Does.StartWith("130\n").And.Contain("Nothing was deleted."), run.Error);
        Assert.That(Deletions(), Is.Zero);
    }

    [TestCase("emulator", 0, true)]
    [TestCase("emulatr", 8, false)]
    public async Task On_a_terminal_the_name_of_the_gateway_confirms_the_deletion(string typed, int exitCode, bool deletes)
    {
        var run = await CliRunner.TerminalAsync(_emulator, 80, "gwlogs delete --failed", input: typed + "\n");

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Output);
        Assert.That(run.Output, Does.Contain("type the name of the gateway, emulator: "));
        Assert.That(Deletions() > 0, Is.EqualTo(deletes));
        Assert.That(run.Output, deletes ? Does.Match("\nrequested  [0-9]+ in [0-9]+ requests") : Does.Not.Contain("requested"));
    }

    [Test]
    public async Task With_yes_exactly_the_matching_logs_are_deleted_and_reported()
    {
        var selected = (await CliRunner.RunAsync(_emulator, "count", "--failed")).Output.Trim();

        var run = await RunAsync("--failed", "--yes");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain($"selected   {selected} ").And.Match(
            $"requested  {selected} in [0-9]+ requests, {selected} verified\n"
            + $"deleted {selected}, remaining 0 \\(checked [0-9-]+ [0-9:]+Z\\)\nEarlier exports still contain these logs.\n$"));
        Assert.That(Left(), Has.Count.EqualTo(120 - int.Parse(selected, null)));
        Assert.That((await CliRunner.RunAsync(_emulator, "count", "--failed")).Output, Is.EqualTo("0\n"));
    }

    [TestCase("--model", "gpt-4o", "--yes")]
    [TestCase("--model", "gpt-4o", "--dry-run")]
    [TestCase("--until", "1d", "--yes")]
    [TestCase("--until", "1d", "--yes", "--export-first", "FILE")]
    [TestCase("--metadata", "team=search", "--yes")]
    public async Task Ignored_filters_delete_nothing_and_exit_with_8(params string[] arguments)
    {
        _emulator.Quirks = new EmulatorQuirks { IgnoreFilters = true };

        var run = await RunAsync([.. arguments.Select(argument => argument == "FILE" ? _folder.GetPath("logs.ndjson") : argument)]);

        Assert.That((run.ExitCode, Left().Count, Deletions()), Is.EqualTo((8, 120, 0)), run.Output + run.Error);
        Assert.That(run.Error, Does.StartWith("gwlogs: The deletion was refused.").And.Contain("cf-ray"));
    }

    [Test]
    public async Task A_lost_response_is_resolved_by_listing_the_logs()
    {
        _emulator.AddFaults(new Emulator.Faults.FaultRule { Kind = Emulator.Faults.FaultKind.Reset, Operation = "DeleteGatewayLogs", Execute = true });

        var run = await RunAsync("--failed", "--yes");

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That((await CliRunner.RunAsync(_emulator, "count", "--failed")).Output, Is.EqualTo("0\n"));
    }

    private static IEnumerable<TestCaseData> IgnoringServices()
    {
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresFilters = true }).SetArgDisplayNames("all filters");
        yield return new TestCaseData(new EmulatorQuirks { DeleteIgnoresLastFilter = true }).SetArgDisplayNames("the last filter");
    }

    /// <summary>Listing applies the filters, but deleting does not.</summary>
    [TestCaseSource(nameof(IgnoringServices))]
    public async Task A_deletion_that_ignores_filters_deletes_at_most_one_log_and_exits_with_8(EmulatorQuirks quirks)
    {
        _emulator.Quirks = quirks;

        var run = await RunAsync("--failed", "--yes");

        var deleted = 120 - Left().Count;
        Assert.That((run.ExitCode, deleted), Is.EqualTo((8, 1)), run.Output + run.Error);
        Assert.That(run.Error, Does.StartWith("gwlogs: The deletion was stopped."));
        Assert.That(run.Output, Does.Contain("deleted 0, ").And.Contain("missing    1 logs that were not requested: "));
    }

    [Test]
    public async Task A_deletion_that_ignores_filters_deletes_at_most_one_exported_log()
    {
        _emulator.Quirks = new EmulatorQuirks { DeleteIgnoresFilters = true };

        var run = await RunAsync("--failed", "--export-first", _folder.GetPath("logs.ndjson"), "--yes");

        Assert.That((run.ExitCode, 120 - Left().Count), Is.EqualTo((8, 1)), run.Output + run.Error);
    }

    [TestCase(202)]
    [TestCase(204)]
    public async Task A_response_without_a_body_is_accepted(int status)
    {
        _emulator.Quirks = new EmulatorQuirks { DeleteStatus = status };

        var run = await RunAsync("--failed", "--yes");

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That((await CliRunner.RunAsync(_emulator, "count", "--failed")).Output, Is.EqualTo("0\n"));
    }

    [Test]
    public async Task A_failure_in_the_middle_is_reported_with_what_was_already_deleted()
    {
        _emulator.AddFaults(new Emulator.Faults.FaultRule { Kind = Emulator.Faults.FaultKind.Status, Status = 403, Operation = "DeleteGatewayLogs", Nth = 3 });
        var path = _folder.GetPath("receipt.json");

        var run = await RunAsync("--until", "2026-11-01", "--yes", "--receipt", path);

        var deleted = 120 - Left().Count;
        var receipt = JObject.Parse(await File.ReadAllTextAsync(path));
        Assert.That((run.ExitCode, deleted), Is.EqualTo((4, 2)), run.Output + run.Error);
        Assert.That(run.Output, Does.Contain($"deleted {deleted}, remaining "));
        Assert.That(((int)receipt["deleted"]!, (int)receipt["exit_code"]!, (bool)receipt["complete"]!), Is.EqualTo((deleted, 4, false)));
    }

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_receipt_contains_what_was_selected_requested_and_deleted()
    {
        var path = _folder.GetPath("receipt.json");
        var list = await CliRunner.RunAsync(_emulator, "list", "--failed", "--all", "--json", "id");
        var failed = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var run = await RunAsync("--failed", "--yes", "--receipt", path);

        var receipt = JObject.Parse(await File.ReadAllTextAsync(path));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(receipt["deleted_ids"]!.Select(id => $$"""{"id":"{{id}}"}"""), Is.EquivalentTo(failed));
        Assert.That(((string)receipt["account"]!, (string)receipt["gateway"]!), Is.EqualTo((_emulator.AccountId, _emulator.GatewayId)));
        Assert.That(receipt["filters"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""[{"key":"success","operator":"eq","value":[false]}]"""));
        Assert.That(
            ((int)receipt["deleted"]!, (int)receipt["remaining"]!, (int)receipt["total_before"]! - (int)receipt["total_after"]!),
            Is.EqualTo((failed.Length, 0, failed.Length)));
        Assert.That(receipt["ray_ids"]!.Count(), Is.EqualTo((int)receipt["requests"]!));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task Nothing_is_sent_if_the_receipt_cannot_be_created()
    {
        var path = _folder.GetPath("receipt.json");
        await File.WriteAllTextAsync(path, "mine");

        var run = await RunAsync("--failed", "--yes", "--receipt", path);

        Assert.That((run.ExitCode, _emulator.Requests.Count, await File.ReadAllTextAsync(path)), Is.EqualTo((1, 0, "mine")));
        Assert.That(run.Error, Does.Contain("--receipt").And.Contain("Nothing was deleted."));
    }

    [Test]
    public async Task Failed_selects_the_same_logs_as_success_false()
    {
        var list = await CliRunner.RunAsync(_emulator, "list", "--failed", "--all", "--json", "id");
        var failed = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var run = await RunAsync("--success=false", "--until", "2026-11-02", "--yes");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(_emulator.Ledger().Where(entry => entry.DeletedAt is not null).Select(entry => $$"""{"id":"{{entry.Id}}"}"""), Is.EquivalentTo(failed));
    }

    [Test]
    public async Task Min_cost_includes_logs_with_exactly_that_cost()
    {
        _emulator.AddLogs([new EmulatedLog { Id = "exact", CreatedAt = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), Cost = "123.001" }]);

        var run = await RunAsync("--min-cost", "123.001", "--yes");

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(_emulator.Ledger().Single(entry => entry.DeletedAt is not null).Id, Is.EqualTo("exact"));
    }

    [Test]
    public async Task Verify_sample_verifies_only_a_sample()
    {
        var run = await RunAsync("--until", "2026-11-02", "--verify", "sample", "--yes");

        Assert.That((run.ExitCode, Left().Count), Is.EqualTo((0, 0)), run.Output + run.Error);
    }

    [Test]
    public void An_unknown_outcome_exits_with_8() =>
        Assert.That(Cli.Commands.ServiceFailure.GetExitCode(new GatewayLogsDeleteOutcomeUnknownException("unknown")), Is.EqualTo(8));

    [Test]
    public async Task Exactly_the_exported_logs_are_deleted()
    {
        var path = _folder.GetPath("logs.ndjson");
        var before = Left().ConvertAll(entry => entry.Id);

        var run = await RunAsync("--metadata", "team=search", "--export-first", path, "--yes");

        var exported = (await File.ReadAllLinesAsync(path)).Select(line => (string)JObject.Parse(line)["id"]!).ToList();
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(exported, Is.Not.Empty.And.Unique);
        Assert.That(Left().ConvertAll(entry => entry.Id), Is.EquivalentTo(before.Except(exported)));
        Assert.That(
            run.Output,
            Does.Contain($"exported   {exported.Count} to {path}, verified\nrequested  {exported.Count} in ")
                .And.Contain($"deleted {exported.Count}, remaining 0 "));
        Assert.That(File.Exists(path + ".partial"), Is.False);
    }

    [Test]
    public async Task An_existing_file_is_not_overwritten()
    {
        var path = _folder.GetPath("logs.ndjson");
        await File.WriteAllTextAsync(path, "mine");

        var run = await RunAsync("--failed", "--export-first", path, "--yes");

        Assert.That((run.ExitCode, await File.ReadAllTextAsync(path), Deletions()), Is.EqualTo((1, "mine", 0)));
        Assert.That(run.Error, Does.Contain("already exists"));
    }

    [Test]
    public async Task Nothing_is_deleted_if_the_export_cannot_be_written()
    {
        var run = await RunAsync("--failed", "--export-first", _folder.GetPath("no-such-folder/logs.ndjson"), "--yes");

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((1, 0)));
    }

    [TestCase("requires an id, a condition", "--yes")]
    [TestCase("--every-log cannot be used with other conditions", "--every-log", "--failed", "--yes")]
    [TestCase("--search cannot be used with delete", "--search", "acme", "--yes")]
    [TestCase("listed logs do not contain tokens", "--filter", "tokens gt 1", "--yes")]
    [TestCase("--verify must be all or sample", "--failed", "--verify", "none", "--yes")]
    [TestCase("--verify sample and --export-first cannot be used together", "--failed", "--verify", "sample", "--export-first", "logs.ndjson", "--yes")]
    public async Task Invalid_conditions_are_usage_errors(string expected, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((2, 0)));
        Assert.That(run.Error, Does.Contain(expected));
    }

    [Test]
    public async Task Every_log_deletes_all_logs()
    {
        var run = await RunAsync("--every-log", "--yes");

        Assert.That((run.ExitCode, Left().Count), Is.EqualTo((0, 0)), run.Error);
    }

    [Test]
    public async Task It_succeeds_if_no_logs_match()
    {
        var run = await RunAsync("--model", "no-such-model", "--yes");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "No logs match. Nothing was deleted.\n")));
    }

    [TestCase("--every-log")]
    [TestCase("--model", "no-such-model")]
    public async Task Logs_of_the_last_minute_of_the_service_clock_are_kept_and_counted(params string[] arguments)
    {
        _emulator.AddLogs(
        [
            .. Enumerable.Range(0, 3).Select(
                i => new EmulatedLog { Id = $"new-{i}", Model = "no-such-model", CreatedAt = _emulator.UtcNow.AddSeconds(-i) }),
        ]);

        var run = await RunAsync([.. arguments, "--yes"]);

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.StartWith("left out   3 created at "));
        Assert.That(Left().Select(entry => entry.Id), Is.SupersetOf((string[])["new-0", "new-1", "new-2"]));
    }

    private long Deletions() => _emulator.RequestCounts.TryGetValue("DeleteGatewayLogs", out var count) ? count.Received : 0;

    [TestCase("json")]
    [TestCase("jsonl")]
    public async Task The_output_can_be_the_receipt_as_JSON(string format)
    {
        var preview = await CliRunner.RunAsync(_emulator, "delete", "--failed", "--dry-run", "-o", format);
        var deleted = await CliRunner.RunAsync(_emulator, "delete", "--failed", "--yes", "-o", format);

        var (before, after) = (JObject.Parse(preview.Output), JObject.Parse(deleted.Output));
        Assert.That(((int)before["selected"]!, (int)before["deleted"]!), Is.EqualTo(((int)after["selected"]!, 0)));
        Assert.That((int)after["deleted"]!, Is.EqualTo((int)before["selected"]!).And.Positive);
        Assert.That(preview.Error, Does.Contain("Nothing was deleted."));
        Assert.That(deleted.Output.TrimEnd('\n').Contains('\n', StringComparison.Ordinal), Is.EqualTo(format == "json"));
    }
}
