using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class UpdateCommandTests
{
    private GatewayLogsEmulator _emulator;

    private TemporaryFolder _folder;

    private string[] _ids;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 6 });
        _ids = [.. _emulator.Ledger().Select(entry => entry.Id)];
    }

    [TearDown]
    public async Task StopAsync()
    {
        _folder.Dispose();
        await _emulator.DisposeAsync();
    }

    private async Task<JObject> GetAsync(string id) => JObject.Parse((await CliRunner.RunAsync(_emulator, "get", id)).Output);

    private async Task<ToolRun> PipeAsync(params string[] lines)
    {
        await File.WriteAllTextAsync(_folder.GetPath("in"), string.Join('\n', lines));
        return await CliRunner.ShellAsync(_emulator, $"gwlogs update --checkpoint '{_folder.GetPath("done")}' < '{_folder.GetPath("in")}'");
    }

    private long Patches() => _emulator.RequestCounts.TryGetValue("PatchGatewayLog", out var count) ? count.Executed : 0;

    [Test]
    public async Task Fields_are_set_and_cleared_without_changing_others()
    {
        var set = await CliRunner.RunAsync(
            _emulator, "update", _ids[0], "--feedback", "-1", "--score", "80.5", "--metadata", "team=search", "--metadata", "note=a=b",
            "--replace-metadata");
        var cleared = await CliRunner.RunAsync(_emulator, "update", _ids[0], "--feedback", "none");

        var log = await GetAsync(_ids[0]);
        Assert.That((set.ExitCode, cleared.ExitCode, set.Output + set.Error), Is.EqualTo((0, 0, "")));
        Assert.That((log["feedback"], (decimal)log["score"]!), Is.EqualTo(((JToken?)null, 80.5m)));
        Assert.That(log["metadata"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("{\"team\":\"search\",\"note\":\"a=b\"}"));
    }

    [Test]
    public async Task Metadata_is_merged_with_the_entries_of_the_log()
    {
        await CliRunner.RunAsync(_emulator, "update", _ids[0], "--metadata", "team=search", "--metadata", "user=u-1", "--replace-metadata");

        var run = await CliRunner.RunAsync(_emulator, "update", _ids[0], "--metadata", "reviewed=yes", "--metadata", "user=u-2");

        Assert.That((run.ExitCode, run.Output + run.Error), Is.EqualTo((0, "")));
        Assert.That(
            (await GetAsync(_ids[0]))["metadata"]!.ToString(Newtonsoft.Json.Formatting.None),
            Is.EqualTo("{\"team\":\"search\",\"user\":\"u-2\",\"reviewed\":\"yes\"}"));
    }

    [Test]
    public async Task Metadata_can_be_cleared()
    {
        var run = await CliRunner.RunAsync(_emulator, "update", _ids[0], "--metadata", "none");

        Assert.That((run.ExitCode, (await GetAsync(_ids[0]))["metadata"]), Is.EqualTo((0, (JToken?)null)));
    }

    [Test]
    public async Task Options_apply_to_each_id_of_the_input_and_lines_that_failed_are_written_to_a_file()
    {
        await File.WriteAllLinesAsync(_folder.GetPath("ids"), [_ids[0], "no-such-log", $$"""{"id":"{{_ids[1]}}","feedback":1,"cost":0.5}""", "a b"]);
        var failed = _folder.GetPath("failed");

        var run = await CliRunner.ShellAsync(_emulator, $"gwlogs update --feedback -1 --failed-lines '{failed}' < '{_folder.GetPath("ids")}'");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.Match("line 2: .*404").And.Contain("line 4: The line is not an id.").And.Contain("2 applied, 0 applied before, 2 failed."));
        Assert.That(((int)(await GetAsync(_ids[0]))["feedback"]!, (int)(await GetAsync(_ids[1]))["feedback"]!), Is.EqualTo((-1, -1)));
        Assert.That(await File.ReadAllTextAsync(failed), Is.EqualTo("no-such-log\na b\n"));
    }

    [Test]
    public async Task The_output_of_list_is_input_of_update()
    {
        var run = await CliRunner.ShellAsync(_emulator, "gwlogs list --json | gwlogs update --score 50 --metadata team=qa");

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "", "gwlogs: 6 applied, 0 applied before, 0 failed.\n")));
        var listed = await CliRunner.RunAsync(_emulator, "list", "--json", "score,metadata.team");
        Assert.That(listed.Output.TrimEnd().Split('\n'), Has.Length.EqualTo(6).And.All.EqualTo("{\"score\":50,\"metadata.team\":\"qa\"}"));
    }

    [Test]
    public async Task Other_changes_are_refused_when_resuming()
    {
        Task<ToolRun> UpdateAsync(string feedback) => CliRunner.ShellAsync(
            _emulator, $"echo {_ids[0]} | gwlogs update --feedback {feedback} --checkpoint '{_folder.GetPath("done")}'");

        var (first, same, other) = (await UpdateAsync("1"), await UpdateAsync("1"), await UpdateAsync("-1"));

        Assert.That((first.ExitCode, same.ExitCode, other.ExitCode, Patches()), Is.EqualTo((0, 0, 2, 1)));
        Assert.That(other.Error, Does.Contain("Use the same input and options"));
    }

    [Test]
    public async Task A_file_for_failed_lines_is_not_overwritten()
    {
        await File.WriteAllTextAsync(_folder.GetPath("failed"), "kept");

        var run = await CliRunner.ShellAsync(_emulator, $"echo {_ids[0]} | gwlogs update --feedback 1 --failed-lines '{_folder.GetPath("failed")}'");

        Assert.That((run.ExitCode, Patches(), await File.ReadAllTextAsync(_folder.GetPath("failed"))), Is.EqualTo((1, 0, "kept")));
    }

    [Test]
    public async Task A_failed_line_is_reported_and_skipped()
    {
        var run = await PipeAsync(
            $$"""{"id":"{{_ids[0]}}","feedback":1}""",
            "",
            "{not json",
            $$"""{"id":"no-such-log","score":1}""",
            $$$"""{"id":"{{{_ids[1]}}}","metadata":{"reviewed":true,"round":2,"by":null}}""");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")));
        Assert.That(run.Error.Split('\n'), Has.Length.EqualTo(4));
        Assert.That(
            run.Error,
            Does.Contain("gwlogs: line 3: The line is not valid JSON").And.Match("gwlogs: line 4: .*404")
                .And.Contain("gwlogs: 2 applied, 0 applied before, 2 failed."));
        Assert.That(
            (await GetAsync(_ids[1]))["metadata"]!.ToString(Newtonsoft.Json.Formatting.None),
            Is.EqualTo("{\"reviewed\":true,\"round\":2,\"by\":null}"));
    }

    [Test]
    public async Task Running_it_again_applies_only_the_remaining_lines()
    {
        string[] lines = [.. _ids.Select(id => $$"""{"id":"{{id}}","feedback":1}""")];
        _emulator.AddFaults(new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "PatchGatewayLog", Nth = 4, Times = 1 });

        var first = await PipeAsync(lines);
        var second = await PipeAsync(lines);
        var third = await PipeAsync(lines);

        Assert.That((first.ExitCode, second.ExitCode, third.ExitCode), Is.EqualTo((4, 0, 0)));
        Assert.That(first.Error, Does.Contain("3 applied, 0 applied before"));
        Assert.That(second.Error, Is.EqualTo("gwlogs: 3 applied, 3 applied before, 0 failed.\n"));
        Assert.That(third.Error, Is.EqualTo("gwlogs: 0 applied, 6 applied before, 0 failed.\n"));
        Assert.That(Patches(), Is.EqualTo(6));
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(66)]
    public async Task A_truncated_checkpoint_applies_one_line_again(int bytes)
    {
        string[] lines = [.. _ids.Select(id => $$"""{"id":"{{id}}","feedback":1}""")];
        await PipeAsync(lines);
        var done = _folder.GetPath("done");
        await File.WriteAllTextAsync(done, (await File.ReadAllTextAsync(done))[..^bytes]);

        var run = await PipeAsync(lines);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "gwlogs: 1 applied, 5 applied before, 0 failed.\n")));
        Assert.That(await File.ReadAllLinesAsync(done), Has.Length.EqualTo(6));
    }

    [Test]
    public async Task A_different_input_is_refused_when_resuming()
    {
        await PipeAsync($$"""{"id":"{{_ids[0]}}","feedback":1}""");

        var run = await PipeAsync($$"""{"id":"{{_ids[1]}}","feedback":1}""");

        Assert.That((run.ExitCode, Patches()), Is.EqualTo((2, 1)));
        Assert.That(run.Error, Does.Contain("line 1 of the input differs from the line that was applied before"));
    }

    [TestCase("my thesis\n")]
    [TestCase("my thesis", Description = "An unterminated line that is not a truncated checkpoint line.")]
    [TestCase("42")]
    public async Task A_file_that_is_not_a_checkpoint_is_not_changed(string text)
    {
        await File.WriteAllTextAsync(_folder.GetPath("done"), text);

        var run = await PipeAsync($$"""{"id":"{{_ids[0]}}","feedback":1}""");

        Assert.That((run.ExitCode, Patches(), await File.ReadAllTextAsync(_folder.GetPath("done"))), Is.EqualTo((2, 0, text)));
    }

    [Test]
    public async Task Input_that_is_not_utf_8_is_refused()
    {
        var run = await CliRunner.ShellAsync(_emulator, $$"""printf '{"id":"{{_ids[0]}}","metadata":{"by":"Andr\351"} }\n' | gwlogs update""");

        Assert.That((run.ExitCode, Patches()), Is.EqualTo((2, 0)));
        Assert.That(run.Error, Does.Contain("not valid UTF-8").And.Not.Contain("Andr"));
    }

    [TestCase("no such member", """{"id":"a","feedbak":1}""")]
    [TestCase("feedback must be a number or null", """{"id":"a","feedback":"1"}""")]
    [TestCase("The line has no id", """{"feedback":1}""")]
    [TestCase("The line changes nothing", """{"id":"a"}""")]
    [TestCase("Feedback must be from -1 to 1", """{"id":"a","feedback":2}""")]
    [TestCase("x must be a text, a number of up to 28 digits, a boolean or null", """{"id":"a","metadata":{"x":[]}}""")]
    public async Task A_malformed_line_sends_nothing(string expected, string line)
    {
        var run = await PipeAsync(line);

        Assert.That((run.ExitCode, Patches()), Is.EqualTo((2, 0)));
        Assert.That(run.Error, Does.Contain(expected == "no such member" ? "The line has an unknown member feedbak" : expected));
    }

    [TestCase("--feedback", "2")]
    [TestCase("--feedback", "good")]
    [TestCase("--metadata", "team")]
    [TestCase("--score", "101")]
    [TestCase("--checkpoint", "x")]
    [TestCase("--failed-lines", "x", "--score", "1")]
    [TestCase("--replace-metadata", "--score", "1")]
    [TestCase]
    public async Task Invalid_options_with_an_id_are_usage_errors(params string[] arguments)
    {
        var run = await CliRunner.RunAsync(_emulator, ["update", _ids[0], .. arguments]);

        Assert.That((run.ExitCode, Patches()), Is.EqualTo((2, 0)), run.Error);
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    public async Task Lines_are_read_from_a_file_in_the_encodings_that_PowerShell_writes(string encoding)
    {
        await File.WriteAllTextAsync(
            _folder.GetPath("in"), $$"""{"id":"{{_ids[0]}}","metadata":{"by":"André"} }""", System.Text.Encoding.GetEncoding(encoding));

        var run = await CliRunner.RunAsync(_emulator, "update", "--input", _folder.GetPath("in"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var log = await CliRunner.RunAsync(_emulator, "get", _ids[0], "--json", "metadata.by");
        Assert.That(log.Output, Is.EqualTo("{\"metadata.by\":\"André\"}\n"));
    }

    [Test]
    public async Task The_output_can_be_the_number_of_lines_as_JSON()
    {
        await File.WriteAllLinesAsync(_folder.GetPath("in"), [_ids[0], "missing-id"]);

        var many = await CliRunner.RunAsync(_emulator, "update", "--feedback", "1", "--input", _folder.GetPath("in"), "-o", "json");
        var one = await CliRunner.RunAsync(_emulator, "update", _ids[0], "--feedback", "1", "-o", "json");

        Assert.That((many.ExitCode, many.Output), Is.EqualTo((3, "{\"applied\":1,\"applied_before\":0,\"failed\":1}\n")));
        Assert.That((one.ExitCode, one.Output), Is.EqualTo((0, "{\"applied\":1,\"applied_before\":0,\"failed\":0}\n")));
    }
}
