using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>The options for formats, fields and details, which are the same in all commands.</summary>
public class OutputOptionsTests : CommandTests
{
    [TestCase("list")]
    [TestCase("stats")]
    [TestCase("errors")]
    [TestCase("count")]
    [TestCase("doctor")]
    [TestCase("get ID")]
    [TestCase("show ID")]
    public async Task Json_is_one_document_and_jsonl_has_an_object_in_each_line(string command)
    {
        var arguments = command.Replace("ID", await NewestIdAsync(), StringComparison.Ordinal).Split(' ');

        var json = await RunAsync([.. arguments, "-o", "json"]);
        var lines = await RunAsync([.. arguments, "--output", "jsonl"]);

        JToken[] objects = [.. lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];
        Assert.That((json.ExitCode, lines.ExitCode), Is.EqualTo((0, 0)), json.Error);
        Assert.That(objects, Is.Not.Empty);
        if (command != "doctor") // The number of remaining requests differs between two runs.
        {
            Assert.That(JToken.Parse(json.Output), Is.EqualTo(command is "count" or "get ID" or "show ID" ? objects.Single() : new JArray(objects)));
        }
    }

    [TestCase("list", "--json")]
    [TestCase("stats", "--json")]
    [TestCase("errors", "--csv")]
    public async Task Without_rows_json_is_an_empty_array(string command, string _) =>
        Assert.That((await RunAsync(command, "-o", "json", "--model", "no-such-model")).Output, Is.EqualTo("[]\n"));

    [TestCase("list", "-o csv --json", "--output csv and --json cannot be used together. Specify only one.")]
    [TestCase("list", "-o json --csv", "--output json and --csv cannot be used together. Specify only one.")]
    [TestCase("stats", "-o table --json", "--output table and --json cannot be used together. Specify only one.")]
    [TestCase("errors", "--json --csv", "--json and --csv cannot be used together. Specify only one.")]
    [TestCase("doctor", "-o table --json", "--output table and --json cannot be used together. Specify only one.")]
    [TestCase("doctor", "-o csv", "--output must be table, json or jsonl, not 'csv'.")]
    [TestCase("count", "-o yaml", "--output must be table, json, jsonl or csv, not 'yaml'.")]
    [TestCase("list", "--csv-escape no", "--csv-escape must be spreadsheet or none, not 'no'. Try: gwlogs list --help")]
    [TestCase("tail", "-o json", "--output json cannot be used with tail, whose output has no end. Use --output jsonl. Nothing was sent.")]
    [TestCase("list", "--tz Berlin", "--tz: there is no time zone 'Berlin' on this machine. Expected utc, local, or a name such as Europe/Berlin.")]
    public async Task Options_that_exclude_each_other_and_unknown_values_are_one_line(string command, string options, string message)
    {
        var run = await RunAsync([command, .. options.Split(' ')]);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((2, "", $"gwlogs: {message}\n")));
    }

    [Test]
    public async Task Repeating_the_same_format_is_no_contradiction()
    {
        var expected = await RunAsync("list", "-n", "2", "--csv");

        Assert.That(await RunAsync("list", "-n", "2", "--csv", "-o", "csv"), Is.EqualTo(expected));
        Assert.That((await RunAsync("count", "-o", "csv")).Output, Is.EqualTo("count\n60\n"));
    }

    [TestCase("list", "--json", "id,response_head")]
    [TestCase("list", "--columns", "response_head")]
    [TestCase("tail", "--columns", "id,response_head")]
    public async Task A_field_that_lists_do_not_have_is_refused_with_advice(string command, string option, string fields)
    {
        var run = await RunAsync(command, option, fields);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((2, "",
            "gwlogs: A list does not have the field response_head. Add --details, which takes one request for each log, or use: gwlogs get ID\n")));
    }

    [Test]
    public async Task Details_have_the_fields_of_a_single_log()
    {
        var before = Emulator.Requests.Count;

        var run = await RunAsync("list", "-n", "3", "--details", "--json", "id,request_size,error");

        var sizes = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (long?)JObject.Parse(line)["request_size"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(sizes, Has.Exactly(3).Items.And.All.Not.Null);
        Assert.That(Emulator.Requests.Count - before, Is.EqualTo(4));
        Assert.That((string?)JObject.Parse((await RunAsync("get", await NewestIdAsync(), "-o", "json")).Output)["response_head"], Is.Not.Null);
    }

    [Test]
    public async Task Details_that_cannot_be_read_are_reported()
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
        {
            Logs = 3,
            Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "GetGatewayLogDetail" }],
        });

        var run = await CliRunner.RunAsync(emulator, "list", "--details", "--json", "id,request_size");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Error, Is.EqualTo(
            "gwlogs: The details of 3 of 3 logs could not be read, so their fields that a list does not have are empty. "
            + "Reason for the first: the token may not read this log's detail: it lacks AI Gateway Read.\n"));
    }

    [TestCase("--details", "id", "--details cannot be used with --from, because exports have no details. Omit it.")]
    [TestCase("--oldest-first", "error", "The field error cannot be used with --from. Omit it, or use gwlogs errors --from.")]
    [TestCase("--details", "response_size", "The field response_size cannot be used with --from, because exports do not have it. Omit it.")]
    public async Task Exports_have_no_details(string option, string field, string message)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.GetPath("logs.ndjson"), "{\"id\":\"a\"}\n");

        var run = await CliRunner.RunAsync(null, "list", "--from", folder.GetPath("logs.ndjson"), option, "--json", field);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, $"gwlogs: {message}\n")));
    }

    [TestCase("list", true)]
    [TestCase("tail", true)]
    [TestCase("get", false)]
    [TestCase("export", true)]
    public async Task The_help_ends_with_the_names_of_fields_and_filter_keys(string command, bool hasFilter)
    {
        var help = (await RunAsync(command, "--help")).Output.ReplaceLineEndings(" ");

        Assert.That(help, Does.Contain("Fields: id, created_at, ").And.Contain("usage_metadata"));
        Assert.That(help, hasFilter ? Does.Contain("Filter keys: id, created_at, ") : Does.Not.Contain("Filter keys"));
    }

    [Test]
    public async Task Csv_can_be_written_without_apostrophes()
    {
        string[] list = ["list", "--filter", "model contains @cf", "--csv", "--columns", "model"];

        Assert.That((await RunAsync(list)).Output, Does.Contain("\n\"'@cf/"));
        Assert.That((await RunAsync([.. list, "--csv-escape", "none"])).Output, Does.Contain("\n@cf/"));
    }
}
