using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class PatchTests
{
    private StoppedClock _clock;
    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync()
    {
        _clock = new StoppedClock { Now = Noon.AddHours(1) };
        _gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { TimeProvider = _clock },
            Log("a") with { Feedback = -1, Score = 10, Metadata = """{"old":"value"}""" },
            Log("b"));
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("", "-1", "10", """{"old":"value"}""")]
    [TestCase("{}", "-1", "10", """{"old":"value"}""")]
    [TestCase("""{"feedback":1}""", "1", "10", """{"old":"value"}""")]
    [TestCase("""{"feedback":0}""", "0", "10", """{"old":"value"}""")]
    [TestCase("""{"feedback":0.5,"score":99.5}""", "0.5", "99.5", """{"old":"value"}""")]
    [TestCase("""{"feedback":null}""", "null", "10", """{"old":"value"}""")]
    [TestCase("""{"score":null}""", "-1", "null", """{"old":"value"}""")]
    [TestCase("""{"metadata":null}""", "-1", "10", "null")]
    [TestCase("""{"metadata":{}}""", "-1", "10", "{}")]
    [TestCase("""{"metadata":{"s":"é\n☕","n":1.50,"b":true,"b":false}}""", "-1", "10", """{"s":"é\n☕","n":1.50,"b":false}""")]
    [TestCase("""{"unknown":1}""", "-1", "10", """{"old":"value"}""")]
    public async Task Sets_only_the_members_of_the_body(string body, string feedback, string score, string metadata)
    {
        var patched = await _gateway.PatchAsync("a", body);
        var read = await _gateway.GetAsync("/a");

        Assert.That(patched.Status, Is.EqualTo(200), patched.Text);
        Assert.That(patched.Text, Is.EqualTo(read.Text));
        Assert.That(
            (read.Raw("result", "feedback"), read.Raw("result", "score"), read.Raw("result", "metadata")),
            Is.EqualTo((feedback, score, metadata)));
        Assert.That((await _gateway.GetAsync("/b")).Raw("result", "feedback"), Is.EqualTo("null"));
    }

    [TestCase("""{"score":5}""", "2026-08-05 13:00:00")]
    [TestCase("{}", "2026-08-05 12:00:00")]
    public async Task Changes_updated_at_only_when_a_member_is_set(string body, string updatedAt) =>
        Assert.That((string)(await _gateway.PatchAsync("a", body)).Result["updated_at"]!, Is.EqualTo(updatedAt));

    [Test]
    public async Task Filters_use_the_patched_metadata()
    {
        await _gateway.PatchAsync("a", """{"metadata":{"new":"other"}}""");

        Assert.That((await _gateway.GetAsync(Filter("metadata.value", "eq", "\"value\""))).Ids, Is.Empty);
        Assert.That((await _gateway.GetAsync(Filter("metadata.value", "eq", "\"other\""))).Ids, Is.EqualTo("a"));
        Assert.That((await _gateway.GetAsync(Filter("metadata.key", "eq", "\"new\""))).Ids, Is.EqualTo("a"));
    }
}
