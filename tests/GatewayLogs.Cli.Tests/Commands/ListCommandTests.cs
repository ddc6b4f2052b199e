using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class ListCommandTests : CommandTests
{
    private static List<JObject> Lines(ToolRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];

    [Test]
    public async Task A_pipe_gets_one_json_object_a_line_newest_first()
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
    public async Task More_than_a_page_is_each_log_once_and_in_order(string limit, int expected)
    {
        var logs = Lines(await RunAsync("list", "--limit", limit, "--oldest-first"));

        Assert.That(logs.Select(log => (string?)log["id"]), Is.Unique.And.Exactly(expected).Items);
        Assert.That(logs.Select(log => (DateTime)log["created_at"]!), Is.Ordered);
    }

    [Test]
    public async Task All_are_all() => Assert.That(Lines(await RunAsync("list", "--all")), Has.Count.EqualTo(60));

    [Test]
    public async Task An_entry_of_metadata_is_found_by_name_and_value()
    {
        var all = Lines(await RunAsync("list", "--all"));

        var logs = Lines(await RunAsync("list", "--metadata", "team=search"));

        var expected = all.Where(log => (string?)log["metadata"]?["team"] == "search").Take(20).Select(log => (string?)log["id"]);
        Assert.That(logs.Select(log => (string?)log["id"]), Is.Not.Empty.And.EqualTo(expected));
    }

    [Test]
    public async Task A_range_includes_its_first_millisecond_and_not_its_last()
    {
        var times = Lines(await RunAsync("list", "--all", "--oldest-first", "--json", "created_at")).ConvertAll(log => (DateTime)log["created_at"]!);
        var (since, until) = (times[10], times[20]);

        var selected = Lines(await RunAsync("list", "--all", "--oldest-first", "--since", $"{since:O}", "--until", $"{until:O}"));

        Assert.That(selected.Select(log => (DateTime)log["created_at"]!), Is.EqualTo(times.Where(time => time >= since && time < until)));
        Assert.That(selected, Has.Count.GreaterThanOrEqualTo(5));
    }

    [Test]
    public async Task Fields_are_those_that_are_named()
    {
        var run = await RunAsync("list", "--limit", "1", "--json", "id,cost,metadata.nothing");

        Assert.That(Lines(run).Single().Properties().Select(field => field.Name), Is.EqualTo(new[] { "id", "cost", "metadata.nothing" }));
    }

    [Test]
    public async Task Csv_has_a_header_and_a_line_for_each_log()
    {
        var run = await RunAsync("list", "--limit", "3", "--csv", "--columns", "id,created_at,cost");

        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[0], Is.EqualTo("id,created_at,cost"));
        Assert.That(lines[1], Does.Match("^[^,]+,[0-9-]+T[0-9:.]+Z,[0-9.]+$"));
    }

    [Test]
    public async Task Who_closes_the_pipe_has_had_enough_and_no_more_pages_are_read()
    {
        await using var emulator = await GatewayLogs.Emulator.GatewayLogsEmulator.StartAsync(new() { Seed = 1, Logs = 20_000 });
        var started = await CliRunner.ShellAsync(emulator, "gwlogs list --all | head -n 1; echo ${PIPESTATUS[0]}");

        Assert.That((started.ExitCode, started.Error), Is.EqualTo((0, "")));
        Assert.That(started.Output.Split('\n')[1], Is.EqualTo("0"));
        Assert.That(emulator.RequestCounts["ListGatewayLogs"].Received, Is.LessThan(200));
    }

    [Test]
    public async Task A_full_disk_is_a_failure()
    {
        var run = await CliRunner.ShellAsync(Emulator, "gwlogs list > /dev/full");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("gwlogs: ").And.Contain("No space left"));
    }

    [Test]
    public async Task A_file_that_others_write_to_as_well_is_appended_to()
    {
        var run = await CliRunner.ShellAsync(Emulator, "d=$(mktemp); (echo first; gwlogs list --limit 1 --json id; echo last) > $d; wc -l < $d; rm $d");

        Assert.That(run.Output.Trim(), Is.EqualTo("3"));
    }

    [Test]
    public async Task Filters_are_applied_together()
    {
        var logs = Lines(await RunAsync("list", "--limit", "50", "--filter", "model eq gpt-4o", "--filter", "success eq true"));

        Assert.That(logs, Is.Not.Empty);
        Assert.That(logs.Select(log => ((string?)log["model"], (bool?)log["success"])), Is.All.EqualTo(("gpt-4o", (bool?)true)));
    }

    [Test]
    public async Task Without_an_account_it_lists_logs_of_an_emulator_of_its_own()
    {
        var run = await CliRunner.RunAsync(null, "list", "--emulator");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(Lines(run), Has.Count.EqualTo(20));
    }

    [TestCase("--limit", "0", "--limit is a number from 1")]
    [TestCase("--columns", "id,colour", "there is no field 'colour'")]
    [TestCase("--since", "yesterday", "'yesterday' is not a time")]
    [TestCase("--filter", "model like gpt", "eq, neq, contains, lt, gt")]
    [TestCase("--limit", "two", "--limit")]
    public async Task A_mistake_is_a_usage_error_that_says_what_was_expected(string option, string value, string expected)
    {
        var run = await RunAsync("list", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(expected));
    }
}
