using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class DetailTests
{
    [Test]
    public async Task Every_field_is_returned_in_the_format_of_the_service()
    {
        var log = Log("01J4W6Z5QF3N8H2K7V9XBTCMRD") with
        {
            CreatedAt = new DateTimeOffset(2026, 8, 5, 8, 1, 32, 561, TimeSpan.Zero),
            TokensOut = null, Cost = "7.513e-6", Metadata = """{"team":"é","n":2}""", EventId = "e", Timings = """{"total":1284.40,"latency":310.25}""",
            Location = """{"region":"WEUR","colo":"AMS"}""", Score = 87.5, UserAgent = "curl", UsageMetadata = """{"reasoningTokens":"0"}""",
            DlpProfiles = "[]", Request = EmulatedBody.FromText("{}"), Response = EmulatedBody.FromText("data: é", "text/event-stream"),
        };
        await using var gateway = await Gateway.StartAsync(null, log);

        const string row =
            """
            {"id":"01J4W6Z5QF3N8H2K7V9XBTCMRD","created_at":"2026-08-05T08:01:32.561Z","updated_at":"2026-08-05 08:01:32","provider":"openai",
            "model":"gpt-4o","model_type":"","path":"chat/completions","duration":0,"success":true,"cached":false,"tokens_in":0,"tokens_out":null,
            "cost":7.513e-6,"custom_cost":false,"metadata":{"team":"é","n":2},"status_code":200,"step":0,"request_type":"provider",
            "request_content_type":"application/json","response_content_type":"text/event-stream","event_id":"e",
            "timings":{"total":1284.40,"latency":310.25},"location":{"region":"WEUR","colo":"AMS"},"feedback":null,"score":87.5,
            "request":"","response":"","prompts":null,"guardrails":null,"byok":null,"authentication":true,"wholesale":false,"user_agent":"curl",
            "usage_metadata":{"reasoningTokens":"0"},"dlp_action":"","dlp_profiles":[]
            """;
        const string heads =
            """
            ,"request_head":"{}","request_head_complete":true,"request_size":2,
            "response_head":"data: é","response_head_complete":true,"response_size":8
            """;
        var expectedRow = row.ReplaceLineEndings("");
        Assert.That((await gateway.GetAsync()).Raw("result", "first"), Is.EqualTo(expectedRow + "}"));
        Assert.That((await gateway.GetAsync("/" + log.Id)).Raw("result"), Is.EqualTo(expectedRow + heads.ReplaceLineEndings("") + "}"));
    }

    [TestCase("7.513e-6")]
    [TestCase("0.000006829671315848827")]
    [TestCase("1.50")]
    [TestCase("0.1234567890123456789012345678901234567890")]
    [TestCase("1E+2")]
    public async Task A_cost_keeps_its_digits(string cost)
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a") with { Cost = cost });

        Assert.That((await gateway.GetAsync()).Raw("result", "first", "cost"), Is.EqualTo(cost));
        Assert.That((await gateway.GetAsync("/a")).Raw("result", "cost"), Is.EqualTo(cost));
        Assert.That((await gateway.GetAsync(Filter("cost", "eq", cost))).Ids, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_head_has_at_most_1000_bytes_and_no_partial_character()
    {
        await using var gateway = await Gateway.StartAsync(
            null,
            Log("a") with { Request = EmulatedBody.FromText(new string('x', 999) + "é"), Response = EmulatedBody.FromText(new string('x', 998) + "é") });

        var detail = (await gateway.GetAsync("/a")).Result;

        Assert.That((string)detail["request_head"]!, Is.EqualTo(new string('x', 999)));
        Assert.That((bool)detail["request_head_complete"]!, Is.False);
        Assert.That((int)detail["request_size"]!, Is.EqualTo(1001));
        Assert.That((string)detail["response_head"]!, Is.EqualTo(new string('x', 998) + "é"));
        Assert.That((bool)detail["response_head_complete"]!, Is.True);
    }

    [Test]
    public async Task A_body_that_was_not_stored_has_a_null_head()
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a"));

        var detail = (await gateway.GetAsync("/a")).Result;

        Assert.That(detail["response_head"], Is.Null);
        Assert.That((bool)detail["response_head_complete"]!, Is.False);
        Assert.That((int)detail["response_size"]!, Is.Zero);
    }

    [TestCase("GET", "")]
    [TestCase("PATCH", "")]
    [TestCase("GET", "/request")]
    [TestCase("GET", "/response")]
    public async Task A_missing_log_is_not_found(string method, string suffix)
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a"));
        using var content = method == "PATCH" ? new StringContent("{}") : null;

        var response = await gateway.SendAsync(new HttpMethod(method), "/A" + suffix, content);

        Assert.That(response.Status, Is.EqualTo(404));
        Assert.That(response.Text, Is.EqualTo("""{"success":false,"errors":[{"code":7002,"message":"Not Found"}],"messages":[],"result":{}}"""));
    }
}
