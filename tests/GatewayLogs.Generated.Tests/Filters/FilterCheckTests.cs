using Newtonsoft.Json;

namespace GatewayLogs.Tests;

public class FilterCheckTests
{
    private static readonly DateTimeOffset s_instant = new(2026, 8, 5, 8, 1, 32, 561, TimeSpan.Zero);

    private static readonly GatewayLog s_row = new()
    {
        Id = "01J",
        CreatedAt = s_instant.AddTicks(7),
        Model = "gpt-4o",
        ModelType = "",
        Success = true,
        Cost = 0.1m,
        TokensIn = 412,
        Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>("""{"team":"search","run":"b"}"""),
    };

    private static IEnumerable<TestCaseData> Verdicts()
    {
        yield return Case(LogFilter.Model.EqualTo("gpt-4o"), true);
        yield return Case(LogFilter.Model.EqualTo("GPT-4o"), false);
        yield return Case(LogFilter.Model.EqualTo("gpt-4"), false);
        yield return Case(LogFilter.ModelType.EqualTo("chat"), false);
        yield return Case(LogFilter.Provider.EqualTo("openai"), null);
        yield return Case(LogFilter.Model.NotEqualTo("gpt-4o"), false);
        yield return Case(LogFilter.Model.NotEqualTo("other"), true);
        yield return Case(LogFilter.Provider.NotEqualTo("openai"), null);
        yield return Case(LogFilter.Model.Contains("GPT"), true);
        yield return Case(LogFilter.Model.Contains("claude"), false);
        yield return Case(LogFilter.Model.Contains("c%e"), null);
        yield return Case(LogFilter.Model.Contains("%x"), null);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.LessThan, "a"), null);
        yield return Case(LogFilter.Success.EqualTo(true), true);
        yield return Case(LogFilter.Success.EqualTo(false), false);
        yield return Case(new GatewayLogFilter("success", GatewayLogFilterOperator.Equal, "false"), false);
        yield return Case(LogFilter.TokensIn.GreaterThan(411), true);
        yield return Case(LogFilter.TokensIn.GreaterThan(412), null);
        yield return Case(LogFilter.TokensIn.GreaterThan(413), false);
        yield return Case(LogFilter.TokensIn.LessThan(412), null);
        yield return Case(LogFilter.TokensIn.LessThan(1), false);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.Equal, 0.1), true);
        yield return Case(LogFilter.Cost.EqualTo(0.1000000000000001m), true);
        yield return Case(LogFilter.Cost.EqualTo(0.100000000001m), false);
        yield return Case(LogFilter.TokensIn.EqualTo(412.0000000001m), true);
        yield return Case(LogFilter.Cost.NotEqualTo(0.1000000000000001m), null);
        yield return Case(LogFilter.Cost.NotEqualTo(0.1m), false);
        yield return Case(LogFilter.Cost.GreaterThan(0.1m), null);
        yield return Case(LogFilter.Cost.LessThan(0.1m), null);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(0.1)), true);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.LessThan, Math.BitIncrement(0.1)), true);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.GreaterThan, Math.BitIncrement(0.1)), null);
        yield return Case(new GatewayLogFilter("tokens_in", GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(412.0)), true);
        yield return Case(new GatewayLogFilter("created_at", GatewayLogFilterOperator.Equal, s_instant), true);
        yield return Case(LogFilter.CreatedAt.Before(s_instant), null);
        yield return Case(LogFilter.CreatedAt.Before(s_instant.AddMilliseconds(1)), true);
        yield return Case(LogFilter.CreatedAt.Before(s_instant.AddMilliseconds(-1)), false);
        yield return Case(new GatewayLogFilter("created_at", GatewayLogFilterOperator.GreaterThan, "2027-01-01T00:00:00Z"), false);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "a", "gpt-4o"), true);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "a", "b"), false);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.NotEqual, "a", "gpt-4o"), null);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "a", null), null);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "gpt-4o", null), null);
        yield return Case(LogFilter.Tokens.GreaterThan(1_000_000), null);
        yield return Case(LogFilter.CompatibilityMode.EqualTo(true), null);
        yield return Case(LogFilter.Key("prompts.prompt_id").EqualTo("x"), null);
        yield return Case(LogFilter.MetadataKey.EqualTo("team"), true);
        yield return Case(LogFilter.MetadataKey.EqualTo("agent"), false);
        yield return Case(LogFilter.MetadataValue.EqualTo("agent"), false);
        yield return Case(LogFilter.MetadataValue.NotEqualTo("search"), null);
        yield return Case(new GatewayLogFilter("metadata.value", GatewayLogFilterOperator.Equal, "search", 5), null);
        yield return Case(LogFilter.Metadata("team", "search"), true);
        yield return Case(LogFilter.Metadata("team", "b"), true);
        yield return Case(LogFilter.Metadata("team", "c"), false);
        yield return Case(LogFilter.Metadata("team", "c", "search"), true);
        yield return Case(LogFilter.Metadata("team", "c", "d"), false);

        // ToString omits values, and a duplicated name is not resolved.
        static TestCaseData Case(GatewayLogFilter filter, bool? verdict) =>
            new TestCaseData(filter, verdict).SetArgDisplayNames(GatewayLogFilter.ToJson([filter]), verdict?.ToString() ?? "unknown");
    }

    [TestCaseSource(nameof(Verdicts))]
    public void A_row_contradicts_a_filter_only_if_it_certainly_does_not_match(object filter, object? verdict) =>
        Assert.That(FilterCheck.Evaluate((GatewayLogFilter)filter, s_row), Is.EqualTo(verdict));

    [TestCase("""{"team":5}""", "5", true)]
    [TestCase("""{"team":6}""", "5", null)]
    [TestCase("""{"team":6,"run":"b"}""", "5", null)]
    [TestCase("""{"team":true}""", "true", true)]
    [TestCase("""{"team":false}""", "false", true)]
    [TestCase("""{"team":false}""", "true", null)]
    [TestCase("\"team=5\"", "5", null)]
    [TestCase("null", "5", null)]
    public void Metadata_that_is_not_a_string_never_contradicts_a_filter(string metadata, string value, bool? verdict) =>
        Assert.That(
            FilterCheck.Evaluate(
                LogFilter.MetadataValue.EqualTo(value), new GatewayLog { Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>(metadata) }),
            Is.EqualTo(verdict));

    [Test]
    public void A_matching_metadata_key_alone_does_not_prove_a_match() => Assert.That(
        FilterCheck.Evaluate(LogFilter.Metadata("team", "5"), new GatewayLog
        {
            Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>("""{"team":6}"""),
        }),
        Is.Null);

    [Test]
    public async Task A_page_with_a_contradicting_row_is_rejected_and_names_the_filter()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() =>
            test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Model.EqualTo("jane@example.com")] }));

        Assert.That(exception.Message, Does.Contain("2 of 2 logs").And.Contain("model eq").And.Not.Contain("jane"));
        Assert.That(exception.RayId, Is.Not.Null);
    }
}
