using System.Text;
using System.Text.Json.Nodes;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Control;

/// <summary>Tests the control endpoints over HTTP, as tests in any language use them.</summary>
public sealed class ControlTests
{
    private Gateway _gateway;
    private Controller _control;

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { TimeProvider = new StoppedClock(), Logs = 3 });
        _control = new Controller(_gateway);
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Health_returns_ready()
    {
        var response = await _control.GetAsync("health");

        Assert.That((response.Status, (string)response.Json["status"]!), Is.EqualTo((200, "ready")));
    }

    [Test]
    public async Task Logs_are_inserted_with_their_members_and_defaults_for_missing_ones()
    {
        var inserted = await _control.SendAsync(HttpMethod.Post, "logs", """
            [{"id":"x","created_at":"2026-08-05T11:00:00.250Z","model":"m","success":false,"tokens_in":null,"cost":1.50e-3,"metadata":{"a":true},
              "feedback":-1,"request_body":{"text":"{\"a\" : 1}"},"response_body":{"base64":"AP8=","content_type":"audio/mpeg"}},
             {}]
            """);

        Assert.That((inserted.Status, inserted.Text), Is.EqualTo((200, """{"inserted":2}""")));
        var log = await _gateway.GetAsync("/x");
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
    [TestCase("""{"modell":"m"}""", "unknown member \"modell\"")]
    [TestCase("""{"model":7}""", "$.model: expected a string")]
    [TestCase("""{"success":"yes"}""", "$.success: expected true or false")]
    [TestCase("""{"duration":1.5}""", "$.duration: expected a 32-bit integer")]
    [TestCase("""{"created_at":"noon"}""", "$.created_at: expected a time")]
    [TestCase("""{"request_body":{"base64":"*"}}""", "$.request_body.base64: expected base64")]
    [TestCase("""{"cost":1e400}""", "The cost is not a finite number")]
    [TestCase("""{"score":1e400}""", "The feedback or the score")]
    [TestCase("""{"request_body":{"text":"","content_type":"text/é"}}""", "The media type of the request")]
    [TestCase("""{"request_body":{"bytes":"*"}}""", "unknown member \"bytes\"")]
    [TestCase("""{"model":"\ud800"}""", "Invalid Unicode")]
    [TestCase("""{"model":"\ud800x""", "Not JSON")]
    public async Task Invalid_logs_are_rejected_with_the_location_and_reason(string json, string problem)
    {
        var response = await _control.SendAsync(HttpMethod.Post, "logs", json);

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That((string)response.Json["error"]!, Does.Contain(problem));
    }

    [Test]
    public async Task Logs_are_inserted_atomically()
    {
        var response = await _control.SendAsync(HttpMethod.Post, "logs", """[{"id":"x"},{"id":"x"}]""");

        Assert.That(response.Status, Is.EqualTo(409));
        Assert.That((await _gateway.GetAsync()).TotalCount, Is.EqualTo(3));
        Assert.That(_gateway.Emulator.LedgerDigest().Logs, Is.EqualTo(3));
    }

    [Test]
    public async Task The_same_seed_is_inserted_only_once()
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
    public async Task The_clock_is_set_and_advanced()
    {
        var set = await _control.SendAsync(HttpMethod.Put, "clock", """{"now":"2027-01-01T00:00:00Z","advance":"00:05:00"}""");

        Assert.That((string)set.Json["now"]!, Is.EqualTo("2027-01-01T00:05:00+00:00"));
        Assert.That((await _control.GetAsync("clock")).Text, Is.EqualTo(set.Text));
        Assert.That((await _control.GetAsync("health")).Text, Does.Contain("2027-01-01T00:05:00"));
    }

    [TestCase("{}")]
    [TestCase("""{"now":"9999-12-31T00:00:00Z"}""")]
    [TestCase("""{"advance":"10675199.02:48:05"}""")]
    [TestCase("""{"advance":"-10675199.02:48:05"}""")]
    [TestCase("""{"advance":"soon"}""")]
    public async Task Changes_beyond_the_supported_years_leave_the_clock_unchanged(string json)
    {
        var response = await _control.SendAsync(HttpMethod.Put, "clock", json);

        Assert.That((response.Status, _gateway.Emulator.UtcNow), Is.EqualTo((400, Noon)));
    }

    [Test]
    public async Task Faults_are_added_listed_and_cleared()
    {
        await _control.SendAsync(HttpMethod.Post, "faults", """{"kind":"reset","nth":1000}""");
        var added = await _control.SendAsync(HttpMethod.Post, "faults", """[{"kind":"status","status":503,"operation":"ListGatewayLogs"}]""");
        var faulted = (await _gateway.GetAsync()).Status;
        var cleared = await _control.SendAsync(HttpMethod.Put, "faults", "[]");

        Assert.That(added.Json.AsArray().Select(rule => (string)rule!["kind"]!), Is.EqualTo(new[] { "reset", "status" }));
        Assert.That((faulted, cleared.Text, (await _gateway.GetAsync()).Status), Is.EqualTo((503, "[]", 200)));
        Assert.That((await _control.SendAsync(HttpMethod.Post, "faults", """{"kind":"status","probability":2}""")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Quirks_are_returned_and_replaced()
    {
        var set = await _control.SendAsync(HttpMethod.Put, "quirks", """{"lateRows":"00:00:02","ids":"ulid"}""");

        Assert.That(_gateway.Emulator.Quirks, Is.EqualTo(new EmulatorQuirks { LateRows = TimeSpan.FromSeconds(2), Ids = IdShape.Ulid }));
        Assert.That((await _control.GetAsync("quirks")).Text, Is.EqualTo(set.Text));
        Assert.That((await _control.SendAsync(HttpMethod.Put, "quirks", """{"lateRow":"00:00:02"}""")).Status, Is.EqualTo(400));
        Assert.That((await _control.SendAsync(HttpMethod.Put, "quirks", """{"lateRows":"-00:00:02"}""")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Requests_are_listed_and_counted()
    {
        await _gateway.GetAsync("?page=0");
        await _gateway.GetAsync("?search=a%20b");
        await _gateway.DeleteAsync("?limit=1");

        var all = await _control.GetAsync("requests");
        var deletions = await _control.GetAsync("requests?operation=DeleteGatewayLogs");

        Assert.That(all.Json["counts"]!.ToJsonString(), Is.EqualTo(
            """{"ListGatewayLogs":{"received":2,"executed":1,"faulted":0},"DeleteGatewayLogs":{"received":1,"executed":1,"faulted":0}}"""));
        Assert.That(all.Json["requests"]!.AsArray().Select(request => (int)request!["status"]!), Is.EqualTo(new[] { 400, 200, 200 }));
        var deletion = deletions.Json["requests"]!.AsArray().Single()!;
        Assert.That(
            ((int)deletion["number"]!, (string)deletion["method"]!, (string)deletion["pathAndQuery"]!),
            Is.EqualTo((3, "DELETE", _gateway.Logs.AbsolutePath + "?limit=1")));
    }

    [Test]
    public async Task The_ledger_contains_the_hashes_of_every_row_and_body_ever_added()
    {
        await _control.SendAsync(HttpMethod.Post, "logs", """{"id":"x","metadata":{"é":"\"☕"},"response_body":{"text":"{\"a\" : 1}"}}""");
        await _gateway.PatchAsync("x", """{"score":5}""");
        var row = Encoding.UTF8.GetBytes((await _gateway.GetAsync(Filter("id", "eq", "\"x\""))).Raw("result", "0"));
        await _gateway.DeleteAsync(Filter("id", "eq", "\"x\""));

        var lines = (await _control.GetAsync("ledger")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var entry = JsonNode.Parse(lines[^1])!;

        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(
            ((string)entry["id"]!, (string)entry["rowSha256"]!, (string?)entry["requestSha256"], (string)entry["responseSha256"]!, (string)entry["deletedAt"]!),
            Is.EqualTo(("x", Sha256.Of(row), (string?)null, Sha256.Of("{\"a\" : 1}"u8), "2026-08-05T12:00:00+00:00")));
        Assert.That((await _control.GetAsync("ledger/digest")).Json["deleted"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Reset_restores_the_initial_state()
    {
        var digest = (await _control.GetAsync("ledger/digest")).Text;
        await _control.SendAsync(HttpMethod.Post, "faults", """{"kind":"reset","nth":1000}""");
        await _control.SendAsync(HttpMethod.Put, "quirks", """{"ignorePage":true}""");
        await _control.SendAsync(HttpMethod.Put, "clock", """{"advance":"1.00:00:00"}""");
        await _gateway.DeleteAsync();

        var reset = await _control.SendAsync(HttpMethod.Post, "reset", "");

        Assert.That(reset.Status, Is.EqualTo(200));
        Assert.That((await _control.GetAsync("ledger/digest")).Text, Is.EqualTo(digest));
        Assert.That((_gateway.Emulator.Faults.Count, _gateway.Emulator.Quirks, _gateway.Emulator.UtcNow), Is.EqualTo((0, new EmulatorQuirks(), Noon)));
        Assert.That(_gateway.Emulator.Requests, Is.Empty);
        var list = await _gateway.GetAsync();
        Assert.That((list.TotalCount, list.Headers["Ratelimit"]), Is.EqualTo((3L, "\"default\";r=1199;t=300")));
    }

    [Test]
    public async Task An_unknown_control_path_is_not_found() =>
        Assert.That((await _control.GetAsync("nothing")).Status, Is.EqualTo(404));


}
