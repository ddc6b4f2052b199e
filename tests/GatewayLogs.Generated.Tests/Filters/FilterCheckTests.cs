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
        yield return Case(LogFilter.Model.EqualTo("gpt-4o"), FilterMatch.Matches);
        yield return Case(LogFilter.Model.EqualTo("GPT-4o"), FilterMatch.Contradicts);
        yield return Case(LogFilter.Model.EqualTo("gpt-4"), FilterMatch.Contradicts);
        yield return Case(LogFilter.ModelType.EqualTo("chat"), FilterMatch.Contradicts);
        yield return Case(LogFilter.Provider.EqualTo("openai"), FilterMatch.Unknown);
        yield return Case(LogFilter.Model.NotEqualTo("gpt-4o"), FilterMatch.Contradicts);
        yield return Case(LogFilter.Model.NotEqualTo("other"), FilterMatch.Matches);
        yield return Case(LogFilter.Provider.NotEqualTo("openai"), FilterMatch.Unknown);
        yield return Case(LogFilter.Model.Contains("GPT"), FilterMatch.Matches);
        yield return Case(LogFilter.Model.Contains("claude"), FilterMatch.Contradicts);
        yield return Case(LogFilter.Model.Contains("c%e"), FilterMatch.Unknown);
        yield return Case(LogFilter.Model.Contains("%x"), FilterMatch.Unknown);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.LessThan, "a"), FilterMatch.Unknown);
        yield return Case(LogFilter.Success.EqualTo(true), FilterMatch.Matches);
        yield return Case(LogFilter.Success.EqualTo(false), FilterMatch.Contradicts);
        yield return Case(new GatewayLogFilter("success", GatewayLogFilterOperator.Equal, "false"), FilterMatch.Contradicts);
        yield return Case(LogFilter.TokensIn.GreaterThan(411), FilterMatch.Matches);
        yield return Case(LogFilter.TokensIn.GreaterThan(412), FilterMatch.Unknown);
        yield return Case(LogFilter.TokensIn.GreaterThan(413), FilterMatch.Contradicts);
        yield return Case(LogFilter.TokensIn.LessThan(412), FilterMatch.Unknown);
        yield return Case(LogFilter.TokensIn.LessThan(1), FilterMatch.Contradicts);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.Equal, 0.1), FilterMatch.Matches);
        yield return Case(LogFilter.Cost.EqualTo(0.1000000000000001m), FilterMatch.Matches);
        yield return Case(LogFilter.Cost.EqualTo(0.100000000001m), FilterMatch.Contradicts);
        yield return Case(LogFilter.TokensIn.EqualTo(412.0000000001m), FilterMatch.Matches);
        yield return Case(LogFilter.Cost.NotEqualTo(0.1000000000000001m), FilterMatch.Unknown);
        yield return Case(LogFilter.Cost.NotEqualTo(0.1m), FilterMatch.Contradicts);
        yield return Case(LogFilter.Cost.GreaterThan(0.1m), FilterMatch.Unknown);
        yield return Case(LogFilter.Cost.LessThan(0.1m), FilterMatch.Unknown);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(0.1)), FilterMatch.Matches);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.LessThan, Math.BitIncrement(0.1)), FilterMatch.Matches);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.GreaterThan, Math.BitIncrement(0.1)), FilterMatch.Unknown);
        yield return Case(new GatewayLogFilter("tokens_in", GatewayLogFilterOperator.GreaterThan, Math.BitDecrement(412.0)), FilterMatch.Matches);
        yield return Case(new GatewayLogFilter("created_at", GatewayLogFilterOperator.Equal, s_instant), FilterMatch.Matches);
        yield return Case(LogFilter.CreatedAt.Before(s_instant), FilterMatch.Unknown);
        yield return Case(LogFilter.CreatedAt.Before(s_instant.AddMilliseconds(1)), FilterMatch.Matches);
        yield return Case(LogFilter.CreatedAt.Before(s_instant.AddMilliseconds(-1)), FilterMatch.Contradicts);
        yield return Case(new GatewayLogFilter("created_at", GatewayLogFilterOperator.GreaterThan, "2027-01-01T00:00:00Z"), FilterMatch.Contradicts);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "a", "gpt-4o"), FilterMatch.Matches);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "a", "b"), FilterMatch.Contradicts);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.NotEqual, "a", "gpt-4o"), FilterMatch.Unknown);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "a", null), FilterMatch.Unknown);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, "gpt-4o", null), FilterMatch.Unknown);
        yield return Case(LogFilter.Tokens.GreaterThan(1_000_000), FilterMatch.Unknown);
        yield return Case(LogFilter.CompatibilityMode.EqualTo(true), FilterMatch.Unknown);
        yield return Case(LogFilter.Key("prompts.prompt_id").EqualTo("x"), FilterMatch.Unknown);
        yield return Case(LogFilter.MetadataKey.EqualTo("team"), FilterMatch.Matches);
        yield return Case(LogFilter.MetadataKey.EqualTo("agent"), FilterMatch.Contradicts);
        yield return Case(LogFilter.MetadataValue.EqualTo("agent"), FilterMatch.Contradicts);
        yield return Case(LogFilter.MetadataValue.NotEqualTo("search"), FilterMatch.Unknown);
        yield return Case(new GatewayLogFilter("metadata.value", GatewayLogFilterOperator.Equal, "search", 5), FilterMatch.Unknown);
        yield return Case(LogFilter.Metadata("team", "search"), FilterMatch.Matches);
        yield return Case(LogFilter.Metadata("team", "b"), FilterMatch.Matches);
        yield return Case(LogFilter.Metadata("team", "c"), FilterMatch.Contradicts);

        // ToString omits values, and a duplicated name is not resolved.
        static TestCaseData Case(GatewayLogFilter filter, FilterMatch verdict) => new TestCaseData(filter, verdict).SetArgDisplayNames(GatewayLogFilter.ToJson([filter]), $"{verdict}");
    }

    [TestCaseSource(nameof(Verdicts))]
    public void A_row_contradicts_a_filter_only_if_it_certainly_does_not_match(object filter, object verdict) =>
        Assert.That(FilterCheck.Evaluate((GatewayLogFilter)filter, s_row), Is.EqualTo(verdict));

    [TestCase("""{"team":5}""", "5", nameof(FilterMatch.Matches))]
    [TestCase("""{"team":6}""", "5", nameof(FilterMatch.Unknown))]
    [TestCase("""{"team":6,"run":"b"}""", "5", nameof(FilterMatch.Unknown))]
    [TestCase("""{"team":true}""", "true", nameof(FilterMatch.Matches))]
    [TestCase("""{"team":false}""", "false", nameof(FilterMatch.Matches))]
    [TestCase("""{"team":false}""", "true", nameof(FilterMatch.Unknown))]
    [TestCase("\"team=5\"", "5", nameof(FilterMatch.Unknown))]
    [TestCase("null", "5", nameof(FilterMatch.Unknown))]
    public void Metadata_that_is_not_a_string_never_contradicts_a_filter(string metadata, string value, string verdict) =>
        Assert.That(
            FilterCheck.Evaluate(LogFilter.MetadataValue.EqualTo(value), new GatewayLog { Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>(metadata) }).ToString(),
            Is.EqualTo(verdict));

    [Test]
    public void A_matching_metadata_key_alone_does_not_prove_a_match() => Assert.That(
        FilterCheck.Evaluate(LogFilter.Metadata("team", "5"), new GatewayLog { Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>("""{"team":6}""") }),
        Is.EqualTo(FilterMatch.Unknown));

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
