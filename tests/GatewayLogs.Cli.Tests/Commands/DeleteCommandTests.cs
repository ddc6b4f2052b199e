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
    public async Task Without_yes_it_shows_what_it_would_delete_and_deletes_nothing()
    {
        var run = await RunAsync("--failed");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Match("(?s)^selected   [0-9]+ of gateway emulator\noldest     2026.*\nnewest     2026.*(\nsuch as .*){5}\nNothing was deleted. To delete them, add --yes.\n$"));
        Assert.That(Deletions(), Is.Zero);
    }

    [Test]
    public async Task Nobody_has_to_listen_to_a_deletion_that_was_ordered()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs delete --failed --yes | true; echo ${PIPESTATUS[0]}");

        Assert.That((run.Output, run.Error), Is.EqualTo(("0\n", "")));
        Assert.That((await CliRunner.RunAsync(_emulator, "count", "--failed")).Output, Is.EqualTo("0\n"));
    }

    [Test]
    public async Task A_name_in_a_pipe_is_no_consent()
    {
        var run = await CliRunner.ShellAsync(_emulator, "echo emulator | gwlogs delete --failed");

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((0, 0)));
    }

    [TestCase("emulator", 0, true)]
    [TestCase("emulatr", 8, false)]
    public async Task On_a_terminal_the_name_of_the_gateway_is_consent(string typed, int exitCode, bool deletes)
    {
        var run = await CliRunner.TerminalAsync(_emulator, 80, "gwlogs delete --failed", input: typed + "\n");

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Output);
        Assert.That(run.Output, Does.Contain("type the name of the gateway, emulator: "));
        Assert.That(Deletions() > 0, Is.EqualTo(deletes));
        Assert.That(run.Output, deletes ? Does.Match("observed [0-9]+ \r?\nrequested  [0-9]+\r?\n") : Does.Not.Contain("requested"));
    }

    [Test]
    public async Task With_yes_exactly_the_selected_are_deleted_and_requested_and_observed_are_told_apart()
    {
        var selected = (await CliRunner.RunAsync(_emulator, "count", "--failed")).Output.Trim();

        var run = await RunAsync("--failed", "--yes");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain($"selected   {selected} ").And.Contain($"requested  {selected}\nobserved   {selected}\n"));
        Assert.That(Left(), Has.Count.EqualTo(120 - int.Parse(selected, null)));
        Assert.That((await CliRunner.RunAsync(_emulator, "count", "--failed")).Output, Is.EqualTo("0\n"));
    }

    [TestCase("--model", "gpt-4o", "--yes")]
    [TestCase("--model", "gpt-4o")]
    [TestCase("--until", "1d", "--yes")]
    [TestCase("--until", "1d", "--yes", "--export-first", "FILE")]
    [TestCase("--metadata", "team=search", "--yes")]
    public async Task Filters_that_are_ignored_delete_nothing_and_end_with_eight(params string[] arguments)
    {
        _emulator.Quirks = new EmulatorQuirks { IgnoreFilters = true };

        var run = await RunAsync([.. arguments.Select(argument => argument == "FILE" ? _folder.PathOf("logs.ndjson") : argument)]);

        Assert.That((run.ExitCode, Left().Count, Deletions()), Is.EqualTo((8, 120, 0)), run.Output + run.Error);
        Assert.That(run.Error, Does.StartWith("gwlogs: The deletion is refused.").And.Contain("cf-ray"));
    }

    [Test]
    public async Task An_answer_that_does_not_arrive_is_made_up_for_by_looking()
    {
        _emulator.AddFaults(new Emulator.Faults.FaultRule { Kind = Emulator.Faults.FaultKind.Reset, Operation = "DeleteGatewayLogs", Execute = true });

        var run = await RunAsync("--failed", "--yes");

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((0, 1)), run.Output + run.Error);
    }

    [Test]
    public void A_deletion_of_which_nobody_knows_ends_with_eight() =>
        Assert.That(Cli.Commands.ServiceFailure.ExitCodeOf(new GatewayLogsDeleteOutcomeUnknownException("unknown")), Is.EqualTo(8));

    [Test]
    public async Task What_is_exported_first_is_what_is_deleted()
    {
        var path = _folder.PathOf("logs.ndjson");
        var before = Left().ConvertAll(entry => entry.Id);

        var run = await RunAsync("--metadata", "team=search", "--export-first", path, "--yes");

        var exported = (await File.ReadAllLinesAsync(path)).Select(line => (string)JObject.Parse(line)["id"]!).ToList();
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(exported, Is.Not.Empty.And.Unique);
        Assert.That(Left().ConvertAll(entry => entry.Id), Is.EquivalentTo(before.Except(exported)));
        Assert.That(run.Output, Does.Contain($"exported   {exported.Count} to {path}, verified\nrequested  {exported.Count}\nobserved   {exported.Count}\n"));
        Assert.That(File.Exists(path + ".partial"), Is.False);
    }

    [Test]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        var path = _folder.PathOf("logs.ndjson");
        await File.WriteAllTextAsync(path, "mine");

        var run = await RunAsync("--failed", "--export-first", path, "--yes");

        Assert.That((run.ExitCode, await File.ReadAllTextAsync(path), Deletions()), Is.EqualTo((1, "mine", 0)));
        Assert.That(run.Error, Does.Contain("exists already"));
    }

    [Test]
    public async Task A_file_that_cannot_be_written_means_that_nothing_is_deleted()
    {
        var run = await RunAsync("--failed", "--export-first", _folder.PathOf("no-such-folder/logs.ndjson"), "--yes");

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((1, 0)));
    }

    [TestCase("needs a condition", "--yes")]
    [TestCase("--every-log contradicts", "--every-log", "--failed", "--yes")]
    [TestCase("--search cannot delete", "--search", "acme", "--yes")]
    [TestCase("rows do not show tokens", "--filter", "tokens gt 1", "--yes")]
    public async Task What_cannot_be_meant_or_checked_is_a_usage_error(string expected, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.That((run.ExitCode, Deletions()), Is.EqualTo((2, 0)));
        Assert.That(run.Error, Does.Contain(expected));
    }

    [Test]
    public async Task Every_log_is_every_log()
    {
        var run = await RunAsync("--every-log", "--yes");

        Assert.That((run.ExitCode, Left().Count), Is.EqualTo((0, 0)), run.Error);
    }

    [Test]
    public async Task Nothing_selected_is_no_failure()
    {
        var run = await RunAsync("--model", "no-such-model", "--yes");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "No logs are selected: there is nothing to delete.\n")));
    }

    private long Deletions() => _emulator.RequestCounts.TryGetValue("DeleteGatewayLogs", out var count) ? count.Received : 0;
}
