using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class SeedingTests
{
    // The digest of seed 1 and 300 logs. It depends only on the seeding code, not on the machine or the .NET version.
    private const string Known = "2319b5b271fc3f66a1852fdb31d5c4a21cbb2f7cfbc43de29ccfb64890218418";

    private static readonly int[] s_idLengths = [26, 36, 64];

    private static readonly JsonSerializerOptions s_unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private TemporaryFolder _folder;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task The_same_seed_produces_the_same_bytes_in_memory_and_in_a_file()
    {
        Assert.That(await GetDigestAsync(new GatewayLogsEmulatorOptions { Logs = 300 }), Is.EqualTo(Known));
        Assert.That(await GetDigestAsync(new GatewayLogsEmulatorOptions { Logs = 300, DatabasePath = Database }), Is.EqualTo(Known));
        Assert.That(await GetDigestAsync(new GatewayLogsEmulatorOptions { Logs = 300, Seed = 2 }), Is.Not.EqualTo(Known));
    }

    [Test]
    [SetCulture("ar-SA")]
    public async Task The_culture_of_the_machine_does_not_change_the_bytes() =>
        Assert.That(await GetDigestAsync(new GatewayLogsEmulatorOptions { Logs = 300 }), Is.EqualTo(Known));

    [Test]
    public async Task The_end_of_the_logs_shifts_their_times_and_nothing_else()
    {
        await using var usual = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 100 });
        await using var shifted = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 100, SampleEnd = Samples.Noon });
        var shift = Samples.Noon - new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.That(
            shifted.Emulator.Ledger().Select(entry => (entry.Id, entry.CreatedAt, entry.RequestSha256, entry.ResponseSha256)),
            Is.EqualTo(usual.Emulator.Ledger().Select(entry => (entry.Id, entry.CreatedAt + shift, entry.RequestSha256, entry.ResponseSha256))));
    }

    [Test]
    public async Task A_database_is_seeded_once_and_keeps_its_changes()
    {
        var options = new GatewayLogsEmulatorOptions { Logs = 20, DatabasePath = Database };
        string[] ids;
        await using (var first = await Gateway.StartAsync(options))
        {
            ids = (await first.GetAsync()).Ids.Split(' ');
            await first.PatchAsync(ids[0], """{"score":42}""");
            await first.DeleteAsync(Filter("id", "eq", $"\"{ids[1]}\""));
        }

        await using var second = await Gateway.StartAsync(options with { Seed = 9 });

        Assert.That((await second.GetAsync()).TotalCount, Is.EqualTo(19));
        Assert.That((await second.GetAsync("/" + ids[0])).Raw("result", "score"), Is.EqualTo("42"));
        Assert.That((await second.GetAsync("/" + ids[1])).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task An_interrupted_seeding_starts_over()
    {
        using var interrupted = new CancellationTokenSource();
        var interruption = new Interruption(interrupted);
        Assert.That(
            async () => await GatewayLogsEmulator.StartAsync(
                new GatewayLogsEmulatorOptions { Logs = 10_020, DatabasePath = Database, SeedingProgress = interruption }, interrupted.Token),
            Throws.InstanceOf<OperationCanceledException>());

        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 20, DatabasePath = Database });

        Assert.That(interruption.At, Is.EqualTo(10_000), "a transaction had been committed");

        Assert.That((await gateway.GetAsync()).TotalCount, Is.EqualTo(20));
    }

    [TestCase("provider", "eq", "\"unknown\"")]
    [TestCase("success", "eq", "false")]
    [TestCase("cached", "eq", "true")]
    [TestCase("model", "contains", "\"gpt-4o-mini\",\"claude-\",\"gemini-\",\"@cf/meta/llama-\",\"dynamic/\"")]
    [TestCase("tokens_in", "eq", "null")]
    [TestCase("cost", "contains", "\"e-5\",\"e-6\"")]
    [TestCase("request_type", "eq", "\"run\"")]
    [TestCase("response_content_type", "eq", "\"text/event-stream\"")]
    [TestCase("feedback", "neq", "null")]
    [TestCase("event_id", "eq", "\"\"")]
    [TestCase("metadata.key", "eq", "\"beta\"")]
    [TestCase("dlp_action", "eq", "\"FLAG\"")]
    [TestCase("dlp_action", "eq", "\"BLOCK\"")]
    [TestCase("model", "eq", "\"custom/support\"")]
    [TestCase("model", "eq", "\"cloudflare/auto\"")]
    public async Task A_thousand_logs_contain_every_kind_of_log(string key, string operation, string values)
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 1_000 });

        Assert.That((await gateway.GetAsync(Filter(key, operation, values))).TotalCount, Is.InRange(1, 700));
    }

    [TestCase("openai", "\"delta\":{\"role\":\"assistant\",\"content\":\"", TestName = "Streamed responses of OpenAI are stored with their text in delta")]
    [TestCase("anthropic", "\"role\":\"assistant\",\"model\":\"claude-", TestName = "Streamed responses of Anthropic are stored with a string as content")]
    public async Task Streamed_responses_have_a_form_of_their_own(string provider, string part)
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 300 });
        List<string> streamed = [];
        foreach (var row in (await ListAsync(gateway)).Where(row => (string)row["provider"]! == provider))
        {
            var response = await gateway.GetAsync($"/{row["id"]}/response");
            if (response.Status == 200 && response.Text.Contains("\"streamed_data\":[", StringComparison.Ordinal))
            {
                streamed.Add(JsonNode.Parse(response.Text)!["result"]!.ToJsonString(s_unescaped));
            }
        }

        Assert.That(streamed, Is.Not.Empty);
        Assert.That(streamed, Is.All.Contains(part));
    }

    [Test]
    public async Task One_request_in_a_thousand_has_five_megabytes()
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 1_000 });
        var large = gateway.Emulator.Ledger().ElementAt(500);

        var body = await gateway.GetAsync($"/{large.Id}/request");

        Assert.That(body.Raw("result"), Has.Length.GreaterThan(4_000_000));
        Assert.That(Sha256.Of(body.Raw("result")), Is.EqualTo(large.RequestSha256));
    }

    [Test]
    public async Task Failed_and_cached_calls_cost_nothing_and_some_logs_share_a_time()
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { Logs = 1_000 });
        var rows = await ListAsync(gateway);

        Assert.That(rows.Where(row => !(bool)row["success"]! || (bool)row["cached"]!).Select(row => (double)row["cost"]!), Is.All.Zero);
        Assert.That(rows.Select(row => (string)row["created_at"]!).Distinct().Count(), Is.InRange(800, 999));
        Assert.That(rows.Select(row => ((string)row["id"]!).Length).Distinct(), Is.EquivalentTo(s_idLengths));
    }

    private string Database => _folder.GetPath("logs.db");

    /// <summary>Returns the SHA-256 of all responses for rows and bodies.</summary>
    private static async Task<string> GetDigestAsync(GatewayLogsEmulatorOptions options)
    {
        await using var gateway = await Gateway.StartAsync(options);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in await ListAsync(gateway))
        {
            foreach (var suffix in new[] { "", "/request", "/response" })
            {
                hash.AppendData((await gateway.GetAsync($"/{row["id"]}{suffix}")).Bytes.Span);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<JsonNode[]> ListAsync(Gateway gateway)
    {
        List<JsonNode> rows = [];
        for (int page = 1, count = -1; rows.Count != count; page++)
        {
            count = rows.Count;
            rows.AddRange((await gateway.GetAsync($"?per_page=50&page={page}")).Result.AsArray().OfType<JsonNode>());
        }

        return [.. rows];
    }

    /// <summary>Cancels seeding after the first commit.</summary>
    private sealed class Interruption(CancellationTokenSource source) : IProgress<int>
    {
        public int At { get; private set; }

        public void Report(int value)
        {
            At = value;
            source.Cancel();
        }
    }
}
