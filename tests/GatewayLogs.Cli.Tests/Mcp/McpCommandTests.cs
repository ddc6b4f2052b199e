using System.Text.RegularExpressions;
using GatewayLogs.Cli;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Uses <c>gwlogs mcp --emulator</c> with the client of the MCP SDK.</summary>
public class McpCommandTests
{
    private static readonly string[] s_selection =
    [
        "since", "until", "model", "provider", "success", "failed", "cached", "status", "min_cost", "feedback", "metadata", "search",
        "filter",
    ];

    private McpProcess _server;
    private McpProcess _withBodies;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await McpProcess.StartAsync(null, "--emulator");
        _withBodies = await McpProcess.StartAsync(null, "--emulator", "--allow-bodies");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        await _withBodies.DisposeAsync();
    }

    [Test]
    public async Task It_offers_tools_that_only_read()
    {
        var tools = await _server.Client.ListToolsAsync();

        Assert.That(tools.Select(tool => tool.Name), Is.EquivalentTo(new[] { "list_logs", "log_stats", "failed_calls", "get_log" }));
        Assert.That(tools.Select(tool => tool.ProtocolTool.Annotations), Is.All.Matches<ModelContextProtocol.Protocol.ToolAnnotations>(
            annotations => annotations is { ReadOnlyHint: true, DestructiveHint: false }));
        Assert.That((await _withBodies.Client.ListToolsAsync()).Select(tool => tool.Name).Except(tools.Select(tool => tool.Name)),
            Is.EqualTo(new[] { "show_conversation" }));
    }

    [TestCase("list_logs", "limit", "oldest_first", "columns")]
    [TestCase("log_stats", "by", "sort", "top")]
    [TestCase("failed_calls", "all_details")]
    public async Task Its_parameters_select_logs_and_neither_write_files_nor_change_the_connection(string tool, params string[] others) =>
        Assert.That(((IDictionary<string, JToken?>)await GetParametersAsync(tool)).Keys, Is.EquivalentTo([.. s_selection, .. others]));

    [TestCase("list_logs", "list")]
    [TestCase("log_stats", "stats")]
    [TestCase("failed_calls", "errors")]
    public async Task Its_parameters_are_described_by_the_options_of_the_command(string tool, string name)
    {
        var command = GatewayLogsCommandLine.Create().Subcommands.First(command => command.Name == name);

        foreach (var (parameter, schema) in await GetParametersAsync(tool))
        {
            var option = command.Options.First(option => option.Name == $"--{parameter.Replace('_', '-')}");
            var type = option.ValueType == typeof(string) ? "string" : option.ValueType.IsArray ? "array"
                : option.ValueType == typeof(int?) ? "integer" : "boolean";
            Assert.That(((string?)schema!["description"], (string?)schema["type"]), Is.EqualTo((option.Description, type)), parameter);
        }
    }

    [Test]
    public async Task What_did_it_cost_by_model()
    {
        var rows = await _server.CallAsync("log_stats", ("by", "model"));

        var run = await CliRunner.RunAsync(null, "stats", "--by", "model", "--json", "--emulator");
        Assert.That(rows, Is.EqualTo(new[] { run.Output.Trim() }));
        Assert.That((string?)Parse(rows[0])[0]["model"], Is.EqualTo("gpt-4o"));
        Assert.That((double)Parse(rows[0])[0]["cost"]!, Is.Positive);
    }

    [Test]
    public async Task Which_calls_failed_and_why()
    {
        var groups = Parse((await _server.CallAsync("failed_calls", ("since", "90d"), ("provider", "openai")))[0]);
        var run = await CliRunner.RunAsync(null, "errors", "--since", "90d", "--provider", "openai", "--json", "--emulator");
        var printed = Parse(run.Output);

        string[] members = ["status_code", "model", "message", "calls", "sample_id"];
        Assert.That(
            groups.Select(group => string.Join(' ', members.Select(member => group[member]))),
            Is.EqualTo(printed.Select(group => string.Join(' ', members.Select(member => group[member])))).And.Not.Empty);
        Assert.That(groups.Select(group => (string?)group["message"]), Has.Some.EqualTo("Request failed with status <number>."));
    }

    [Test]
    public async Task Show_a_conversation()
    {
        var rows = await _withBodies.CallAsync("list_logs", ("limit", 1), ("success", true), ("provider", "openai"));
        var id = (string)Parse(rows[0])[0]["id"]!;

        var shown = JObject.Parse((await _withBodies.CallAsync("show_conversation", ("id", id)))[0]);

        var printed = JObject.Parse((await CliRunner.RunAsync(null, "show", id, "--output", "json", "--emulator")).Output);
        Assert.That(JToken.DeepEquals(shown["messages"], printed["messages"]), shown.ToString());
        Assert.That(shown["messages"]!.Select(message => (string?)message["role"]), Has.Some.EqualTo("user"));
    }

    /// <summary>The same calls return the texts of all bodies with --allow-bodies, and of none without it.</summary>
    [Test]
    public async Task Without_permission_no_text_of_a_body_is_returned()
    {
        string[] texts =
        [
            "Where is my order", "Summarise this ticket", "haiku about deploys", "SELECT * FROM users", "Classify the sentiment",
            "zero-width joiner", "hosts file on Windows", "It left the warehouse",
            "The customer wrote on three occasions", "Request failed with status 4",
        ];

        var (without, with) = (await CallAllAsync(_server), await CallAllAsync(_withBodies));

        Assert.That(texts.Where(text => !with.Contains(text, StringComparison.Ordinal)), Is.Empty, "every text is part of a body");
        Assert.That(texts.Where(text => without.Contains(text, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("id,request_head")]
    [TestCase("id, response")]
    [TestCase("Prompts")]
    public async Task Without_permission_the_fields_of_bodies_are_refused(string columns) =>
        Assert.That(
            await _server.FailAsync("list_logs", ("columns", columns)),
            Does.Contain("can contain text of prompts, which this server does not return").And.EndsWith(": gwlogs mcp --allow-bodies"));

    [Test]
    public void Without_permission_there_are_no_conversations() => Assert.That(
        async () => await _server.Client.CallToolAsync("show_conversation", new Dictionary<string, object?> { ["id"] = "a" }),
        Throws.InstanceOf<ModelContextProtocol.McpException>().With.Message.Contains("show_conversation"));

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_notes_lead_through_all_logs(bool oldestFirst)
    {
        HashSet<string> ids = [];
        (string Name, object? Value)[] next = [];
        for (var calls = 0; calls < 20; calls++)
        {
            var result = await _server.CallAsync("list_logs", [("oldest_first", oldestFirst), ("columns", "id,created_at"), .. next]);
            ids.UnionWith(Parse(result[0]).Select(row => (string)row["id"]!));
            if (result.Count == 1)
            {
                break;
            }

            Assert.That(result[1], Does.StartWith("More rows match; these are the first 20. Narrow the selection, or continue with "));
            var parts = result[1].TrimEnd('.').Split(' ')[^1].Split('=');
            next = [(parts[0], parts[1])];
        }

        Assert.That(ids, Has.Count.EqualTo(200));
    }

    [Test]
    public async Task Groups_beyond_the_limit_are_summed_up()
    {
        var result = await _server.CallAsync("log_stats", ("by", "metadata.user"));

        Assert.That(Parse(result[0]).Select(row => (string?)row["metadata.user"]).Last(), Is.EqualTo("others"));
        Assert.That(result[0].Split('\n'), Has.Length.EqualTo(21));
        Assert.That(result[1], Does.StartWith("More than 20 groups: the last row, others, sums up the rest."));
    }

    [Test]
    public async Task Warnings_of_the_command_are_part_of_the_result() =>
        Assert.That((await _server.CallAsync("list_logs", ("status", new[] { "429" })))[^1], Does.StartWith("--status matches "));

    [TestCase("list_logs", "since", "whenever", "list --since whenever")]
    [TestCase("list_logs", "limit", 0, "list --limit 0")]
    [TestCase("log_stats", "by", "colour", "stats --by colour")]
    [TestCase("get_log", "id", "none", "get none")]
    public async Task Errors_are_those_of_the_command_line(string tool, string parameter, object value, string line)
    {
        var run = await CliRunner.RunAsync(null, [.. line.Split(' '), "--emulator"]);

        Assert.That(WithoutRay($"gwlogs: {await _server.FailAsync(tool, (parameter, value))}\n"), Is.EqualTo(WithoutRay(run.Error)));
    }

    [TestCase("list_logs", "limit", 101, "--limit must be at most 100. Narrow the selection instead, for example with --since.")]
    [TestCase("list_logs", "html", "a.html", "list_logs has no parameter 'html'. Expected one of ")]
    [TestCase("get_log", "api_token", "a", "get_log has no parameter 'api_token'. Expected one of id.")]
    [TestCase("get_log", "id", "--help", "The service returned 404")]
    [TestCase("list_logs", "limit", "two", "--limit")]
    [TestCase("list_logs", "model", "a --emulator=false\u0000", "No logs match.")]
    public async Task A_parameter_cannot_be_another_option(string tool, string parameter, object value, string message)
    {
        var result = await _server.Client.CallToolAsync(tool, new Dictionary<string, object?> { [parameter] = value });

        Assert.That(result.Content.OfType<ModelContextProtocol.Protocol.TextContentBlock>().First().Text, Does.Contain(message));
    }

    [Test]
    public async Task A_missing_id_is_reported() =>
        Assert.That(await _server.FailAsync("get_log"), Is.EqualTo("get_log requires one value of the parameter 'id'."));

    private static string WithoutRay(string text) => Regex.Replace(text, "cf-ray: [^ ]+", "cf-ray: -");

    private static List<JObject> Parse(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];

    private async Task<JObject> GetParametersAsync(string tool)
    {
        var offered = (await _server.Client.ListToolsAsync()).First(offered => offered.Name == tool);
        return (JObject)JObject.Parse(offered.JsonSchema.GetRawText())["properties"]!;
    }

    /// <summary>Returns all that the tools return about the newest 100 logs.</summary>
    private static async Task<string> CallAllAsync(McpProcess server)
    {
        var results = new List<string>();
        var rows = await server.CallAsync("list_logs", ("limit", 100));
        results.AddRange(rows);
        foreach (var row in Parse(rows[0]))
        {
            results.AddRange(await server.CallAsync("get_log", ("id", (string)row["id"]!)));
        }

        results.AddRange(await server.CallAsync("failed_calls", ("all_details", true)));
        results.AddRange(await server.CallAsync("list_logs", ("columns", "id,path,metadata,error,usage_metadata"), ("limit", 100)));
        results.AddRange(await server.CallAsync("log_stats", ("by", "path,metadata.note")));
        return string.Join('\n', results);
    }
}
