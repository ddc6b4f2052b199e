using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class ListCommandTests : CommandTests
{
    private static List<JObject> Lines(ToolRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];

    [Test]
    public async Task A_pipe_gets_one_json_object_a_line_newest_first()
    {
        var run = await RunAsync("list", "--per-page", "7");

        var logs = Lines(run);
        Assert.Multiple(() =>
        {
            Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
            Assert.That(logs, Has.Count.EqualTo(7));
            Assert.That(logs.Select(log => (DateTime)log["created_at"]!), Is.Ordered.Descending);
        });
    }

    [Test]
    public async Task Pages_follow_one_another()
    {
        var first = Lines(await RunAsync("list", "--per-page", "30", "--oldest-first"));
        var second = Lines(await RunAsync("list", "--per-page", "30", "--oldest-first", "--page", "2"));

        Assert.That(first.Concat(second).Select(log => (string?)log["id"]).Distinct().Count(), Is.EqualTo(60));
    }

    [Test]
    public async Task Filters_are_applied_together()
    {
        var logs = Lines(await RunAsync("list", "--per-page", "50", "--filter", "model eq gpt-4o", "--filter", "success eq true"));

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

    [TestCase("--per-page", "51", "PerPage is a number from 1 to 50")]
    [TestCase("--page", "0", "Page is a number from 1")]
    [TestCase("--filter", "model like gpt", "eq, neq, contains, lt, gt")]
    [TestCase("--page", "two", "--page")]
    public async Task A_mistake_is_a_usage_error_that_says_what_was_expected(string option, string value, string expected)
    {
        var run = await RunAsync("list", option, value);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(expected));
    }
}
