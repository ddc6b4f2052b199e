using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Export.Messages;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class MessagesExportTests
{
    private const string Request = """
        {"model":"gpt-4o","messages":[{"role":"user","content":"Mail ada@example.com"}],"tools":[{"type":"function","function":{"name":"send","parameters":{"type":"object"}}}]}
        """;

    /// <summary>The time of logs that a first run does not include yet.</summary>
    private static readonly DateTimeOffset s_later = DateTimeOffset.UtcNow.AddDays(-5);

    private GatewayLogsEmulator _emulator;

    private GatewayLogsClient _client;

    private TemporaryFolder _folder;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        _emulator = await GatewayLogsEmulator.StartAsync();
        _client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = _emulator.AccountId, GatewayId = _emulator.GatewayId, ApiToken = _emulator.ApiToken,
            BaseAddress = _emulator.BaseAddress, RateLimit = null,
        });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_line_has_the_messages_with_the_response_the_tools_and_fields_of_the_log()
    {
        _emulator.AddLogs([Log(0, Request, Response("Done.")) with { Feedback = -1, Score = 20, Metadata = """{"team":"search"}""" }]);

        await RunAsync(Plan());

        Assert.That(await File.ReadAllTextAsync(_folder.GetPath("lines")), Is.EqualTo("""
            {"messages":[{"role":"user","content":"Mail ada@example.com"},{"role":"assistant","content":"Done."}],
            "tools":[{"type":"function","function":{"name":"send","parameters":{"type":"object"}}}],
            "id":"log-0","created_at":"2026-08-05T08:00:00.000Z","provider":"openai","model":"gpt-4o","feedback":-1,"score":20,"metadata":{"team":"search"},
            "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}
            """.Replace("\n", "", StringComparison.Ordinal) + "\n"));
    }

    [Test]
    public async Task Logs_without_a_complete_conversation_are_counted_by_reason_over_all_runs()
    {
        _emulator.AddLogs(
        [
            Log(0, Request, Response("Done.")),
            Log(1, Request, """{"error":{"message":"Slow down."}}"""),
            Log(2, Request, Response("Done.")) with { Success = false },
            Log(3, """{"text":"Hi","target_lang":"fr"}""", Response("Salut.")),
            Log(4, Request, """{"object":"list","data":[]}"""),
            Log(5, Request, Response("Done.")) with { Response = null },
            Log(6, Request, Response("Done.")) with { Request = null },
        ]);

        var first = await RunAsync(Plan());
        _emulator.AddLogs([Log(7, Request, "not JSON") with { CreatedAt = s_later }]);
        var second = await RunAsync(Later(Plan()));

        Assert.That((first.NewRows, first.Rows, second.NewRows, second.Rows), Is.EqualTo((1, 1, 0, 1)));
        Assert.That(first.LeftOut, Is.EquivalentTo(new Dictionary<string, long>
        {
            ["failed call"] = 2, ["no messages recognized"] = 1, ["no response recognized"] = 1, ["request not stored"] = 1, ["response not stored"] = 1,
        }));
        Assert.That(second.LeftOut!["no response recognized"], Is.EqualTo(2));
    }

    [Test]
    public async Task Unrecognized_parts_are_named_in_the_line()
    {
        _emulator.AddLogs([Log(0, """{"messages":[{"role":"user","content":[{"type":"text","text":"Look"},{"type":"hologram"}]}]}""", Response("Done."))]);

        await RunAsync(Plan());

        Assert.That((await LinesAsync())[0]["unrecognized"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(
            """[{"path":"request.messages[0].content[1]","reason":"Unknown type of content: hologram."}]"""));
    }

    [Test]
    public async Task The_same_messages_are_written_once_even_after_an_interruption_and_in_later_runs()
    {
        var plan = Plan() with { Deduplicates = true, CheckpointEvery = 10 };
        _emulator.AddLogs(Enumerable.Range(0, 100).Select(i => Log(i, Request, Response($"Answer {i % 30}"))));

        _emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 401, Operation = "GetGatewayLogDetail", Nth = 25 }];
        Assert.That(() => RunAsync(plan), Throws.InstanceOf<GatewayLogsException>());
        _emulator.Faults = [];
        var resumed = await RunAsync(plan);
        _emulator.AddLogs(Enumerable.Range(110, 20).Select(i => Log(i, Request, Response($"Answer {i % 31}")) with { CreatedAt = s_later.AddSeconds(i) }));
        var later = await RunAsync(Later(plan));

        var lines = await LinesAsync();
        Assert.That((resumed.Rows, later.NewRows, later.Rows, later.LeftOut!["duplicate"]), Is.EqualTo((30, 1, 31, 89)));
        Assert.That(lines.Select(line => line["messages"]!.ToString()), Is.Unique);
        Assert.That(lines, Has.Count.EqualTo(31));
    }

    [Test]
    public async Task Redaction_replaces_texts_in_messages_arguments_and_metadata_but_not_the_id()
    {
        _emulator.AddLogs([Log(0, Request, """
            {"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"send","arguments":"{\"to\":[\"ada@example.com\"],\"n\":1}"}}]}}]}
            """) with { Id = "id@example.com", Metadata = """{"user":"ada@example.com"}""" }]);

        await RunAsync(Plan() with { Redaction = Redaction.Parse("--redact", "email") });

        var line = (await LinesAsync())[0];
        Assert.That((string?)line.SelectToken("messages[0].content"), Is.EqualTo("Mail [email]"));
        Assert.That((string?)line.SelectToken("messages[1].tool_calls[0].function.arguments"), Is.EqualTo("""{"to":["[email]"],"n":1}"""));
        Assert.That(((string?)line["id"], (string?)line["metadata"]!["user"]), Is.EqualTo(("id@example.com", "[email]")));
    }

    [Test]
    public async Task A_sample_is_the_same_for_the_same_seed_and_grows_by_its_share()
    {
        _emulator.AddLogs(Enumerable.Range(0, 400).Select(i => Log(i, Request, Response("Done."))));
        async Task<string[]> SampleAsync(int seed, string name)
        {
            await RunAsync(Plan(ExportFormat.Ndjson) with { Sample = new Sample(40, seed), Output = _folder.GetPath(name), Bodies = ExportBodies.None });
            return await File.ReadAllLinesAsync(_folder.GetPath(name));
        }

        var (one, again, other) = (await SampleAsync(1, "one"), await SampleAsync(1, "again"), await SampleAsync(2, "other"));
        _emulator.AddLogs(Enumerable.Range(400, 400).Select(i => Log(i, Request, Response("Done.")) with { CreatedAt = s_later.AddSeconds(i) }));
        var later = await RunAsync(Later(Plan(ExportFormat.Ndjson)) with
        {
            Sample = new Sample(40, 1),
            Output = _folder.GetPath("one"),
            Bodies = ExportBodies.None,
        });

        Assert.That((one.Length, other.Length), Is.EqualTo((40, 40)));
        Assert.That(again, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
        Assert.That(later.NewRows, Is.InRange(20, 60));
    }

    [Test]
    public void Each_stored_conversation_of_the_fixtures_is_in_the_form_of_chat_completions()
    {
        using var format = new MessagesFormat(null, null, new Dictionary<string, long>());
        var lines = new List<string>();
        foreach (var fixture in Fixture.All)
        {
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            format.Write(new ExportRow(new GatewayLogDetail { Id = fixture.Name }, Body(fixture.Request), Body(fixture.Response)), buffer);
            lines.AddRange(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.That(lines, Has.Count.GreaterThan(60));
        Assert.That(lines.Select(ChatForm.Parse).SelectMany(line => ChatForm.GetViolations(line).Select(violation => $"{line["id"]}: {violation}")), Is.Empty);
    }

    private static ExportBody Body(byte[] bytes) => new(ExportBody.Stored, "application/json", bytes);

    private static string Response(string text) =>
        $$$"""
        {"choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":3}}
        """;

    private static EmulatedLog Log(int index, string request, string response) => new()
    {
        Id = $"log-{index}", CreatedAt = new DateTimeOffset(2026, 8, 5, 8, 0, 0, TimeSpan.Zero).AddSeconds(index), Provider = "openai",
        Model = "gpt-4o", Success = true,
        Request = EmulatedBody.FromText(request), Response = EmulatedBody.FromText(response),
    };

    private ExportPlan Plan(ExportFormat format = ExportFormat.Messages) =>
        InProcessExport.Plan(_folder.GetPath("lines"), format) with
        {
            Bodies = ExportBodies.Request | ExportBodies.Response,
            IndexingDelay = TimeSpan.FromDays(10),
        };

    /// <summary>Returns the plan of a later run, which includes the logs since <see cref="s_later"/>.</summary>
    private static ExportPlan Later(ExportPlan plan) => plan with { IndexingDelay = TimeSpan.Zero };

    private Task<ExportReport> RunAsync(ExportPlan plan) => InProcessExport.RunAsync(_client, plan, DateTimeOffset.UtcNow);

    private async Task<List<JObject>> LinesAsync() => [.. (await File.ReadAllLinesAsync(_folder.GetPath("lines"))).Select(ChatForm.Parse)];
}
