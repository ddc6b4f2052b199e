using GatewayLogs.Emulator;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class ShowCommandTests : CommandTests
{
    private const string Request =
        """
        {"model":"gpt-4o","messages":[{"role":"user","content":"Weather in Lima?"}],"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}]}
        """;

    private const string Response =
        """
        {"id":"c-1","model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Lima\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":21,"completion_tokens":9}}
        """;

    [OneTimeSetUp]
    public void AddLogs() => Emulator.AddLogs(
    [
        Log("tool", EmulatedBody.FromText(Request), EmulatedBody.FromText(Response)),
        Log("no-response", EmulatedBody.FromText(Request), null),
        Log("failed", EmulatedBody.FromText(Request), EmulatedBody.FromText("""{"error":{"message":"Slow down.","type":"rate_limit_error","code":"slow"}}""")),
        Log("long", EmulatedBody.FromText($$"""{"prompt":"{{string.Join(@"\n", Enumerable.Range(1, 200))}}"}"""), null),
        Log("large", EmulatedBody.FromText($$"""{"prompt":"{{new string('x', 300_000)}}"}"""), null),
    ]);

    [Test]
    public async Task Piped_output_is_the_text_of_the_conversation()
    {
        var run = await RunAsync("show", "tool");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo(
            """
            tools
              get_weather

            user
              Weather in Lima?

            assistant (response)
              [call of get_weather, call_1] {"city":"Lima"}

            openai gpt-4o, status 200, finished: tool_calls, 21 tokens in, 9 tokens out, $0, 0 ms, 1970-01-01 00:00:00Z

            """));
    }

    [Test]
    public async Task Json_has_the_same_members_for_every_provider()
    {
        foreach (var id in Emulator.Ledger().Select(entry => entry.Id).Where(id => id != "large"))
        {
            var run = await RunAsync("show", id, "-o", "json");

            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(JObject.Parse(run.Output).Properties().Select(member => member.Name),
                Is.EqualTo(new[] { "messages", "tools", "response", "usage", "error", "unrecognized" }));
        }
    }

    [Test]
    public async Task Json_is_in_the_form_of_chat_completions()
    {
        var run = await RunAsync("show", "tool", "--output", "json");

        Assert.That(run.Output, Is.EqualTo("""
            {"messages":[{"role":"user","content":"Weather in Lima?"}],"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}],
            "response":{"id":"c-1","model":"gpt-4o","finish_reason":"tool_calls","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Lima\"}"}}]}]},
            "usage":{"prompt_tokens":21,"completion_tokens":9,"total_tokens":30},"error":null,"unrecognized":[]}
            """.Replace("\n", "", StringComparison.Ordinal) + "\n"));
    }

    [Test]
    public async Task The_error_of_a_failed_call_is_shown()
    {
        var (text, json) = (await RunAsync("show", "failed"), await RunAsync("show", "failed", "-o", "json"));

        Assert.That(text.Output, Does.Contain("\nerror\n  rate_limit_error\n  slow\n  Slow down.\n"));
        Assert.That(json.Output, Does.Contain("""
            "response":null,"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0},"error":{"type":"rate_limit_error","code":"slow","message":"Slow down."}
            """));
    }

    [Test]
    public async Task A_missing_body_is_reported_and_the_rest_is_shown()
    {
        var run = await RunAsync("show", "no-response");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo(
            (0, "gwlogs: The response body is not available: the gateway did not store it or no longer has it, or the call had none.\n")));
        Assert.That(run.Output, Does.Contain("Weather in Lima?").And.Contain("status 200"));
    }

    [Test]
    public async Task Bodies_that_the_token_may_not_read_are_reported_and_the_rest_is_shown()
    {
        var metadataOnly = new Dictionary<string, string?>(CliRunner.GetEnvironment(Emulator)) { ["CLOUDFLARE_API_TOKEN"] = Emulator.MetadataApiToken };

        var run = await CliRunner.RunSharedAsync(metadataOnly, "show", "large");

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((
            0,
            "openai gpt-4o, status 200, 0 tokens in, 0 tokens out, $0, 0 ms, 1970-01-01 00:00:00Z\n",
            "gwlogs: The token may not read the bodies: it lacks the permission AI Gateway Read.\n")));
    }

    [Test]
    public async Task A_log_that_does_not_exist_exits_with_5_and_the_message_of_get()
    {
        var (show, get) = (await RunAsync("show", "01J00000000000000000000000"), await RunAsync("get", "01J00000000000000000000000"));

        Assert.That((show.ExitCode, show.Output), Is.EqualTo((5, "")));
        Assert.That(show.Error.Split("cf-ray")[0], Is.EqualTo(get.Error.Split("cf-ray")[0]));
    }

    [Test]
    public async Task An_unknown_format_is_a_usage_error()
    {
        var run = await RunAsync("show", "tool", "-o", "yaml");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, "gwlogs: --output must be text, json or jsonl, not 'yaml'.\n")));
    }

    [Test]
    public async Task Text_longer_than_the_terminal_is_passed_to_the_pager()
    {
        using var folder = new TemporaryFolder();
        var pager = new Dictionary<string, string?> { ["PAGER"] = $"tee '{folder.GetPath("paged")}' | head -n 3" };

        var run = await CliRunner.TerminalAsync(Emulator, 80, "gwlogs show long", environment: pager);

        Assert.That(run.Output, Does.EndWith("user\u001b[0m\n  1\n  2\n").Or.Contain("  2\ngwlogs: "));
        Assert.That(await File.ReadAllTextAsync(folder.GetPath("paged")), Does.Contain("\n  200\n"));
    }

    [TestCase("gwlogs show long", "cat")]
    [TestCase("gwlogs show long", "")]
    [TestCase("gwlogs show long", "no-such-pager 2>/dev/null")]
    [TestCase("gwlogs show long --no-pager", "false")]
    [TestCase("gwlogs show tool", "false")]
    [TestCase("gwlogs show long | cat", "false")]
    public async Task Without_a_pager_the_text_is_printed(string line, string pager)
    {
        var run = await CliRunner.TerminalAsync(Emulator, 80, line, environment: new Dictionary<string, string?> { ["PAGER"] = pager });

        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Output, Does.Contain("status 200"));
    }

    private static EmulatedLog Log(string id, EmulatedBody? request, EmulatedBody? response) => new()
    {
        Id = id, CreatedAt = DateTimeOffset.UnixEpoch, Provider = "openai", Model = "gpt-4o", StatusCode = 200, Request = request, Response = response,
    };
}
