using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class ListCommandTests : CommandTests
{
    private static List<JObject> Lines(ToolRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];

    [Test]
    public async Task Piped_output_is_one_json_object_per_line_newest_first()
    {
        var run = await RunAsync("list", "--limit", "7");

        var logs = Lines(run);
        Assert.Multiple(() =>
        {
            Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
            Assert.That(logs, Has.Count.EqualTo(7));
            Assert.That(logs.Select(log => (DateTime)log["created_at"]!), Is.Ordered.Descending);
        });
    }

    [TestCase("55", 55)]
    [TestCase("1000", 60)]
    public async Task Several_pages_list_each_log_once_and_in_order(string limit, int expected)
    {
        var logs = Lines(await RunAsync("list", "--limit", limit, "--oldest-first"));

        Assert.That(logs.Select(log => (string?)log["id"]), Is.Unique.And.Exactly(expected).Items);
        Assert.That(logs.Select(log => (DateTime)log["created_at"]!), Is.Ordered);
    }

    [Test]
    public async Task All_lists_all_logs() => Assert.That(Lines(await RunAsync("list", "--all")), Has.Count.EqualTo(60));

    [Test]
    public async Task Metadata_is_matched_by_name_and_value()
    {
        var all = Lines(await RunAsync("list", "--all"));

        var logs = Lines(await RunAsync("list", "--metadata", "team=search"));

        var expected = all.Where(log => (string?)log["metadata"]?["team"] == "search").Take(20).Select(log => (string?)log["id"]);
        Assert.That(logs.Select(log => (string?)log["id"]), Is.Not.Empty.And.EqualTo(expected));
    }

    [Test]
    public async Task Since_is_inclusive_and_until_is_exclusive()
    {
        var times = Lines(await RunAsync("list", "--all", "--oldest-first", "--json", "created_at")).ConvertAll(log => (DateTime)log["created_at"]!);
        var (since, until) = (times[10], times[20]);

        var selected = Lines(await RunAsync("list", "--all", "--oldest-first", "--since", $"{since:O}", "--until", $"{until:O}"));

        Assert.That(selected.Select(log => (DateTime)log["created_at"]!), Is.EqualTo(times.Where(time => time >= since && time < until)));
        Assert.That(selected, Has.Count.GreaterThanOrEqualTo(5));
    }

    [Test]
    public async Task Json_writes_only_the_given_fields()
    {
        var run = await RunAsync("list", "--limit", "1", "--json", "id,cost,metadata.nothing");

        Assert.That(Lines(run).Single().Properties().Select(field => field.Name), Is.EqualTo(new[] { "id", "cost", "metadata.nothing" }));
    }

    [Test]
    public async Task Csv_has_a_header_and_one_line_per_log()
    {
        var run = await RunAsync("list", "--limit", "3", "--csv", "--columns", "id,created_at,cost");

        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[0], Is.EqualTo("id,created_at,cost"));
        Assert.That(lines[1], Does.Match("^[^,]+,[0-9-]+T[0-9:.]+Z,[0-9.]+$"));
    }

    [Test]
    public async Task Listing_stops_with_exit_code_0_when_the_pipe_is_closed()
    {
        await using var emulator = await GatewayLogs.Emulator.GatewayLogsEmulator.StartAsync(new() { Seed = 1, Logs = 20_000 });
        var started = await CliRunner.ShellAsync(emulator, "gwlogs list --all | head -n 1; echo ${PIPESTATUS[0]}");

        Assert.That((started.ExitCode, started.Error), Is.EqualTo((0, "")));
        Assert.That(started.Output.Split('\n')[1], Is.EqualTo("0"));
        Assert.That(emulator.RequestCounts["ListGatewayLogs"].Received, Is.LessThan(200));
    }

    [Test]
    public async Task A_full_disk_is_reported()
    {
        var run = await CliRunner.ShellAsync(Emulator, "gwlogs list > /dev/full");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("gwlogs: ").And.Contain("No space left"));
    }

    [Test]
    public async Task Output_is_appended_to_a_file_that_other_processes_write_to()
    {
        var run = await CliRunner.ShellAsync(Emulator, "d=$(mktemp); (echo first; gwlogs list --limit 1 --json id; echo last) > $d; wc -l < $d; rm $d");

        Assert.That(run.Output.Trim(), Is.EqualTo("3"));
    }

    [Test]
    public async Task All_filters_must_match()
    {
        var logs = Lines(await RunAsync("list", "--limit", "50", "--filter", "model eq gpt-4o", "--filter", "success eq true"));

        Assert.That(logs, Is.Not.Empty);
        Assert.That(logs.Select(log => ((string?)log["model"], (bool?)log["success"])), Is.All.EqualTo(("gpt-4o", (bool?)true)));
    }

    [Test]
    public async Task The_embedded_emulator_needs_no_account()
    {
        var run = await CliRunner.RunAsync(null, "list", "--emulator");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(Lines(run), Has.Count.EqualTo(20));
    }

    [TestCase("--limit", "0", "--limit must be 1 or more")]
    [TestCase("--columns", "id,colour", "there is no field 'colour'")]
    [TestCase("--since", "last week", "'last week' is not a time")]
    [TestCase("--filter", "model like gpt", "eq, neq, contains, lt, gt")]
    [TestCase("--limit", "two", "--limit")]
    public async Task An_invalid_value_is_a_usage_error_that_states_what_was_expected(string option, string value, string expected)
    {
        var run = await RunAsync("list", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(expected));
    }
}
