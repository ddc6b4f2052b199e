using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class DeprecatedParameterTests
{
    [TestCase("provider=anthropic", "b")]
    [TestCase("model=claude", "b")]
    [TestCase("model_type=chat", "b")]
    [TestCase("request_content_type=text/plain", "b")]
    [TestCase("response_content_type=text/plain", "b")]
    [TestCase("success=false", "b")]
    [TestCase("cached=true", "b")]
    [TestCase("feedback=1", "b")]
    [TestCase("feedback=-1", "a")]
    [TestCase("start_date=2026-08-05T12:01:00.000Z", "b")]
    [TestCase("end_date=2026-08-05T12:00:00Z", "a")]
    [TestCase("min_cost=0.5", "b")]
    [TestCase("max_cost=1e-3", "a")]
    [TestCase("min_tokens_in=5", "b")]
    [TestCase("max_tokens_in=1", "a")]
    [TestCase("min_tokens_out=6", "b")]
    [TestCase("max_tokens_out=2", "a")]
    [TestCase("min_total_tokens=11", "b")]
    [TestCase("max_total_tokens=3", "a")]
    [TestCase("min_duration=7", "b")]
    [TestCase("max_duration=3", "a")]
    [TestCase("min_duration=3&max_duration=7", "b a")]
    [TestCase("direction=asc", "a b")]
    [TestCase("direction=asc&order_by_direction=desc", "b a")]
    public async Task Deprecated_parameters_apply_with_inclusive_bounds(string query, string expected)
    {
        await using var gateway = await Gateway.StartAsync(
            null,
            Log("a") with { Feedback = -1, Cost = "0.001", TokensIn = 1, TokensOut = 2, Duration = 3 },
            Log("b", minutes: 1) with
            {
                Provider = "anthropic", Model = "claude", ModelType = "chat", RequestContentType = "text/plain", ResponseContentType = "text/plain",
                Success = false, Cached = true, Feedback = 1, Cost = "0.5", TokensIn = 5, TokensOut = 6, Duration = 7,
            });

        Assert.That((await gateway.GetAsync("?" + query)).Ids, Is.EqualTo(expected));
    }
}
