using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class FilterTests
{
    // For each key: the value of log-a, the greater value of log-b, and a text that only the first value contains.
    private static readonly (string Key, string Lesser, string Greater, string Part)[] s_keys =
    [
        ("id", "\"log-a\"", "\"log-b\"", "\"g-a\""),
        ("created_at", "\"2026-08-05T12:00:00.000Z\"", "\"2026-08-05T12:01:00.000Z\"", "\"T12:00:00.000Z\""),
        ("request_content_type", "\"application/json\"", "\"text/plain\"", "\"json\""),
        ("response_content_type", "\"audio/mpeg\"", "\"image/png\"", "\"audio/\""),
        ("request_type", "\"provider\"", "\"run\"", "\"vid\""),
        ("success", "false", "true", "\"als\""),
        ("cached", "false", "true", "\"als\""),
        ("provider", "\"anthropic\"", "\"openai\"", "\"throp\""),
        ("model", "\"claude\"", "\"gpt-4o\"", "\"lau\""),
        ("model_type", "\"\"", "\"chat\"", "null"),
        ("cost", "7.513e-6", "0.25", "\"513e-6\""),
        ("tokens", "9", "30", "9"),
        ("tokens_in", "4", "10", "\"4\""),
        ("tokens_out", "5", "20", "5"),
        ("duration", "7", "100", "7"),
        ("feedback", "-1", "1", "\"-\""),
        ("event_id", "\"1111\"", "\"2222\"", "\"1\""),
        ("metadata.key", "\"alpha\"", "\"beta\"", "\"lph\""),
        ("metadata.value", "\"one\"", "\"two\"", "\"ne\""),
        ("authentication", "false", "true", "\"als\""),
        ("wholesale", "false", "true", "\"als\""),
        ("compatibilityMode", "false", "true", "\"als\""),
        ("dlp_action", "\"BLOCK\"", "\"FLAG\"", "\"BL\""),
        ("user_agent", "\"curl/8.1\"", "\"python\"", "\"/8.\""),
    ];

    private static readonly EmulatedLog s_lesser = Log("log-a") with
    {
        RequestContentType = "application/json", ResponseContentType = "audio/mpeg", RequestType = "provider", Success = false, Cached = false,
        Provider = "anthropic", Model = "claude", ModelType = "", Cost = "7.513e-6", TokensIn = 4, TokensOut = 5, Duration = 7, Feedback = -1,
        EventId = "1111", Metadata = """{"alpha":"one"}""", Authentication = false, Wholesale = false, CompatibilityMode = false,
        DlpAction = "BLOCK", UserAgent = "curl/8.1",
    };

    private static readonly EmulatedLog s_greater = Log("log-b", minutes: 1) with
    {
        RequestContentType = "text/plain", ResponseContentType = "image/png", RequestType = "run", Success = true, Cached = true,
        Provider = "openai", Model = "gpt-4o", ModelType = "chat", Cost = "0.25", TokensIn = 10, TokensOut = 20, Duration = 100, Feedback = 1,
        EventId = "2222", Metadata = """{"beta":"two"}""", Authentication = true, Wholesale = true, CompatibilityMode = true,
        DlpAction = "FLAG", UserAgent = "python",
    };

    private Gateway _gateway;

    private static IEnumerable<TestCaseData> Cases() => s_keys.SelectMany(key => new TestCaseData[]
    {
        new(key.Key, "eq", key.Lesser, "log-a"),
        new(key.Key, "eq", key.Lesser + "," + key.Greater, "log-b log-a"),
        new(key.Key, "neq", key.Lesser, "log-b"),
        new(key.Key, "neq", key.Lesser + "," + key.Greater, ""),
        new(key.Key, "contains", key.Part, key.Part == "null" ? "" : "log-a"),
        new(key.Key, "lt", key.Greater, "log-a"),
        new(key.Key, "lt", key.Lesser, ""),
        new(key.Key, "gt", key.Lesser, "log-b"),
        new(key.Key, "gt", key.Greater, ""),
        new(key.Key, "eq", "", ""),
        new(key.Key, "eq", "null", ""),
        new(key.Key, "neq", "null", "log-b log-a"),
    });

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(null, s_lesser, s_greater);

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCaseSource(nameof(Cases))]
    public async Task Returns_the_matching_logs(string key, string operation, string values, string expected)
    {
        var response = await _gateway.GetAsync(Filter(key, operation, values));

        Assert.That(response.Status, Is.EqualTo(200), response.Text);
        Assert.That(response.Ids, Is.EqualTo(expected));
        Assert.That(response.TotalCount, Is.EqualTo(response.Count));
    }

    [Test]
    public async Task Several_filters_must_all_match()
    {
        var ids = (await _gateway.GetAsync(Filters(
            """[{"key":"duration","operator":"gt","value":[1]},{"key":"model","operator":"eq","value":["claude"]}]"""))).Ids;

        Assert.That(ids, Is.EqualTo("log-a"));
    }

    [Test]
    public async Task Metadata_key_and_value_are_not_paired()
    {
        await using var crossed = await Gateway.StartAsync(
            null, Log("crossed") with { Metadata = """{"team":"x","agent":"agent-x"}""" }, Log("other") with { Metadata = """{"team":"x"}""" });

        var ids = (await crossed.GetAsync(Filters(
            """[{"key":"metadata.key","operator":"eq","value":["team"]},{"key":"metadata.value","operator":"eq","value":["agent-x"]}]"""))).Ids;

        Assert.That(ids, Is.EqualTo("crossed"));
    }

    [TestCase("true", "b")]
    [TestCase("\"true\"", "b")]
    [TestCase("2", "b")]
    [TestCase("\"2\"", "b")]
    [TestCase("1", "")]
    public async Task Metadata_values_are_compared_as_text(string value, string expected)
    {
        await using var typed = await Gateway.StartAsync(null, Log("b") with { Metadata = """{"beta":true,"retry":2}""" }, Log("none"));

        Assert.That((await typed.GetAsync(Filter("metadata.value", "eq", value))).Ids, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_value_of_another_type_equals_nothing()
    {
        Assert.That((await _gateway.GetAsync(Filter("duration", "eq", "\"long\""))).Ids, Is.Empty);
        Assert.That((await _gateway.GetAsync(Filter("created_at", "lt", "\"noon\""))).Ids, Is.Empty);
        Assert.That((await _gateway.GetAsync(Filter("success", "neq", "\"perhaps\""))).Count, Is.EqualTo(2));
    }

    [TestCase("\"2026-08-05T12:00:30Z\"")]
    [TestCase("\"2026-08-05T14:00:30.0000001+02:00\"")]
    [TestCase("\"2026-08-05 12:00:30\"")]
    [TestCase("\"2026-08-05T12:00:00.0005Z\"")]
    public async Task Times_are_compared_as_times(string time) =>
        Assert.That((await _gateway.GetAsync(Filter("created_at", "lt", time))).Ids, Is.EqualTo("log-a"));

    [Test]
    public async Task A_filter_can_have_more_than_a_thousand_values()
    {
        var values = string.Join(',', Enumerable.Range(0, 1_500).Select(number => $"{number}"));

        Assert.That((await _gateway.GetAsync(Filter("user_agent", "contains", values))).Ids, Is.EqualTo("log-a"));
    }
}
