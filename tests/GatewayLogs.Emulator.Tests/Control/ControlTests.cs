using System.Text;
using System.Text.Json.Nodes;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Control;

/// <summary>What anybody's test can ask of the emulator itself, in whatever language it is written.</summary>
public sealed class ControlTests
{
    private Gateway _gateway;
    private Controller _control;

    [SetUp]
    public async Task Start()
    {
        _gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = new StoppedClock(), Logs = 3 });
        _control = new Controller(_gateway);
    }

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [Test]
    public async Task Health_says_that_it_is_ready()
    {
        Answered answer = await _control.GetAsync("health");

        Assert.That((answer.Status, (string)answer.Json["status"]!), Is.EqualTo((200, "ready")));
    }

    [Test]
    public async Task Logs_are_inserted_with_what_is_said_of_them_and_sound_values_for_the_rest()
    {
        Answered inserted = await _control.SendAsync(HttpMethod.Post, "logs", """
            [{"id":"x","created_at":"2026-08-05T11:00:00.250Z","model":"m","success":false,"tokens_in":null,"cost":1.50e-3,"metadata":{"a":true},
              "feedback":-1,"request_body":{"text":"{\"a\" : 1}"},"response_body":{"base64":"AP8=","content_type":"audio/mpeg"}},
             {}]
            """);

        Assert.That((inserted.Status, inserted.Text), Is.EqualTo((200, """{"inserted":2}""")));
        Answered log = await _gateway.GetAsync("/x");
        string[] members = ["created_at", "provider", "model", "success", "tokens_in", "tokens_out", "cost", "metadata", "feedback", "response_content_type"];
        Assert.That(
            members.Select(member => log.Raw("result", member)),
            Is.EqualTo(new[]
            {
                "\"2026-08-05T11:00:00.250Z\"", "\"openai\"", "\"m\"", "false", "null", "0", "1.50e-3", """{"a":true}""", "-1", "\"audio/mpeg\"",
            }));
        Assert.That((await _gateway.GetAsync("/x/request")).Raw("result"), Is.EqualTo("""{"a" : 1}"""));
        Assert.That((await _gateway.GetAsync("/x/response")).Bytes.ToArray(), Is.EqualTo(new byte[] { 0, 255 }));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.EqualTo(5));
    }

    [TestCase("nothing", "Not JSON")]
    [TestCase("7", "$: expected an object")]
    [TestCase("""[{},7]""", "[1]: expected an object")]
    [TestCase("""{"modell":"m"}""", "there is no member \"modell\"")]
    [TestCase("""{"model":7}""", "$.model: expected a string")]
    [TestCase("""{"success":"yes"}""", "$.success: expected true or false")]
    [TestCase("""{"duration":1.5}""", "$.duration: expected an integer")]
    [TestCase("""{"created_at":"noon"}""", "$.created_at: expected a time")]
    [TestCase("""{"request_body":{"base64":"*"}}""", "$.request_body.base64: expected base64")]
    [TestCase("""{"cost":1e400}""", "The cost is no number")]
    [TestCase("""{"score":1e400}""", "The feedback or the score")]
    [TestCase("""{"request_body":{"text":"","content_type":"text/é"}}""", "The media type of the request")]
    [TestCase("""{"request_body":{"bytes":"*"}}""", "there is no member \"bytes\"")]
    [TestCase("""{"model":"\ud800"}""", "Invalid Unicode")]
    [TestCase("""{"model":"\ud800x""", "Not JSON")]
    public async Task Logs_that_cannot_be_are_refused_with_where_and_why(string json, string problem)
    {
        Answered answer = await _control.SendAsync(HttpMethod.Post, "logs", json);

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That((string)answer.Json["error"]!, Does.Contain(problem));
    }

    [Test]
    public async Task Logs_are_inserted_all_or_none()
    {
        Answered answer = await _control.SendAsync(HttpMethod.Post, "logs", """[{"id":"x"},{"id":"x"}]""");

        Assert.That(answer.Status, Is.EqualTo(409));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.EqualTo(3));
        Assert.That(_gateway.Emulator.LedgerDigest().Logs, Is.EqualTo(3));
    }

    [Test]
    public async Task More_logs_are_seeded_once()
    {
        int[] statuses =
        [
            (await _control.SendAsync(HttpMethod.Post, "seed", """{"seed":9,"logs":40}""")).Status,
            (await _control.SendAsync(HttpMethod.Post, "seed", """{"seed":9,"logs":40}""")).Status,
            (await _control.SendAsync(HttpMethod.Post, "seed", """{"seed":9,"logs":-1}""")).Status,
        ];

        Assert.That(statuses, Is.EqualTo(new[] { 200, 409, 400 }));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.EqualTo(43));
    }

    [Test]
    public async Task The_clock_is_set_and_moved()
    {
        Answered set = await _control.SendAsync(HttpMethod.Put, "clock", """{"now":"2027-01-01T00:00:00Z","advance":"00:05:00"}""");

        Assert.That((string)set.Json["now"]!, Is.EqualTo("2027-01-01T00:05:00+00:00"));
        Assert.That((await _control.GetAsync("clock")).Text, Is.EqualTo(set.Text));
        Assert.That((await _control.GetAsync("health")).Text, Does.Contain("2027-01-01T00:05:00"));
    }

    [TestCase("{}")]
    [TestCase("""{"now":"9999-12-31T00:00:00Z"}""")]
    [TestCase("""{"advance":"10675199.02:48:05"}""")]
    [TestCase("""{"advance":"-10675199.02:48:05"}""")]
    [TestCase("""{"advance":"soon"}""")]
    public async Task The_clock_stays_where_time_can_be_reported(string json)
    {
        Answered answer = await _control.SendAsync(HttpMethod.Put, "clock", json);

        Assert.That((answer.Status, _gateway.Emulator.UtcNow), Is.EqualTo((400, Noon)));
    }

    [Test]
    public async Task Faults_are_listed_added_replaced_and_cleared()
    {
        await _control.SendAsync(HttpMethod.Post, "faults", """{"kind":"reset","nth":1000}""");
        Answered added = await _control.SendAsync(HttpMethod.Post, "faults", """[{"kind":"status","status":503,"operation":"ListGatewayLogs"}]""");
        var faulted = (await _gateway.GetAsync()).Status;
        Answered cleared = await _control.SendAsync(HttpMethod.Put, "faults", "[]");

        Assert.That(added.Json.AsArray().Select(rule => (string)rule!["kind"]!), Is.EqualTo(new[] { "reset", "status" }));
        Assert.That((faulted, cleared.Text, (await _gateway.GetAsync()).Status), Is.EqualTo((503, "[]", 200)));
        Assert.That((await _control.SendAsync(HttpMethod.Post, "faults", """{"kind":"status","probability":2}""")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Quirks_are_shown_and_replaced()
    {
        Answered set = await _control.SendAsync(HttpMethod.Put, "quirks", """{"lateRows":"00:00:02","ids":"ulid"}""");

        Assert.That(_gateway.Emulator.Quirks, Is.EqualTo(new EmulatorQuirks { LateRows = TimeSpan.FromSeconds(2), Ids = IdShape.Ulid }));
        Assert.That((await _control.GetAsync("quirks")).Text, Is.EqualTo(set.Text));
        Assert.That((await _control.SendAsync(HttpMethod.Put, "quirks", """{"lateRow":"00:00:02"}""")).Status, Is.EqualTo(400));
        Assert.That((await _control.SendAsync(HttpMethod.Put, "quirks", """{"lateRows":"-00:00:02"}""")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Requests_are_reported_one_by_one_and_counted()
    {
        await _gateway.GetAsync("?page=0");
        await _gateway.GetAsync("?search=a%20b");
        await _gateway.DeleteAsync("?limit=1");

        Answered all = await _control.GetAsync("requests");
        Answered deletions = await _control.GetAsync("requests?operation=DeleteGatewayLogs");

        Assert.That(all.Json["counts"]!.ToJsonString(), Is.EqualTo(
            """{"ListGatewayLogs":{"received":2,"executed":1,"faulted":0},"DeleteGatewayLogs":{"received":1,"executed":1,"faulted":0}}"""));
        Assert.That(all.Json["requests"]!.AsArray().Select(request => (int)request!["status"]!), Is.EqualTo(new[] { 400, 200, 200 }));
        JsonNode deletion = deletions.Json["requests"]!.AsArray().Single()!;
        Assert.That(
            ((int)deletion["number"]!, (string)deletion["method"]!, (string)deletion["pathAndQuery"]!),
            Is.EqualTo((3, "DELETE", _gateway.Logs.AbsolutePath + "?limit=1")));
    }

    [Test]
    public async Task The_ledger_has_the_hash_of_every_row_and_body_that_ever_was()
    {
        await _control.SendAsync(HttpMethod.Post, "logs", """{"id":"x","metadata":{"é":"\"☕"},"response_body":{"text":"{\"a\" : 1}"}}""");
        await _gateway.PatchAsync("x", """{"score":5}""");
        var row = Encoding.UTF8.GetBytes((await _gateway.GetAsync(Filter("id", "eq", "\"x\""))).Raw("result", "0"));
        await _gateway.DeleteAsync(Filter("id", "eq", "\"x\""));

        var lines = (await _control.GetAsync("ledger")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonNode entry = JsonNode.Parse(lines[^1])!;

        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(
            ((string)entry["id"]!, (string)entry["rowSha256"]!, (string?)entry["requestSha256"], (string)entry["responseSha256"]!, (string)entry["deletedAt"]!),
            Is.EqualTo(("x", Sha256.Of(row), (string?)null, Sha256.Of("{\"a\" : 1}"u8), "2026-08-05T12:00:00+00:00")));
        Assert.That((await _control.GetAsync("ledger/digest")).Json["deleted"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_reset_makes_it_as_it_was_at_first()
    {
        var digest = (await _control.GetAsync("ledger/digest")).Text;
        await _control.SendAsync(HttpMethod.Post, "faults", """{"kind":"reset","nth":1000}""");
        await _control.SendAsync(HttpMethod.Put, "quirks", """{"ignorePage":true}""");
        await _control.SendAsync(HttpMethod.Put, "clock", """{"advance":"1.00:00:00"}""");
        await _gateway.DeleteAsync();

        Answered reset = await _control.SendAsync(HttpMethod.Post, "reset", "");

        Assert.That(reset.Status, Is.EqualTo(200));
        Assert.That((await _control.GetAsync("ledger/digest")).Text, Is.EqualTo(digest));
        Assert.That((_gateway.Emulator.Faults.Count, _gateway.Emulator.Quirks, _gateway.Emulator.UtcNow), Is.EqualTo((0, new EmulatorQuirks(), Noon)));
        Assert.That(_gateway.Emulator.Requests, Is.Empty);
        Answered list = await _gateway.GetAsync();
        Assert.That((list.TotalCount, list.Headers["Ratelimit"]), Is.EqualTo((3L, "\"default\";r=1199;t=300")));
    }

    [Test]
    public async Task What_there_is_not_is_not_found() =>
        Assert.That((await _control.GetAsync("nothing")).Status, Is.EqualTo(404));


}
