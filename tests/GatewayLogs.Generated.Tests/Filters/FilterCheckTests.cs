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
        yield return Case(LogFilter.Model.EqualTo("gpt-4o"), FilterVerdict.Matches);
        yield return Case(LogFilter.Model.EqualTo("GPT-4o"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.Model.EqualTo("gpt-4"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.ModelType.EqualTo("chat"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.Provider.EqualTo("openai"), FilterVerdict.Unknown);
        yield return Case(LogFilter.Model.NotEqualTo("gpt-4o"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.Model.NotEqualTo("other"), FilterVerdict.Matches);
        yield return Case(LogFilter.Provider.NotEqualTo("openai"), FilterVerdict.Unknown);
        yield return Case(LogFilter.Model.Contains("GPT"), FilterVerdict.Matches);
        yield return Case(LogFilter.Model.Contains("claude"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.Model.Contains("c%e"), FilterVerdict.Unknown);
        yield return Case(LogFilter.Model.Contains("%x"), FilterVerdict.Unknown);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Lt, "a"), FilterVerdict.Unknown);
        yield return Case(LogFilter.Success.EqualTo(true), FilterVerdict.Matches);
        yield return Case(LogFilter.Success.EqualTo(false), FilterVerdict.Contradicts);
        yield return Case(new GatewayLogFilter("success", GatewayLogFilterOperator.Eq, "false"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.TokensIn.GreaterThan(411), FilterVerdict.Matches);
        yield return Case(LogFilter.TokensIn.GreaterThan(412), FilterVerdict.Unknown);
        yield return Case(LogFilter.TokensIn.GreaterThan(413), FilterVerdict.Contradicts);
        yield return Case(LogFilter.TokensIn.LessThan(412), FilterVerdict.Unknown);
        yield return Case(LogFilter.TokensIn.LessThan(1), FilterVerdict.Contradicts);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.Eq, 0.1), FilterVerdict.Matches);
        yield return Case(LogFilter.Cost.EqualTo(0.1000000000000001m), FilterVerdict.Matches);
        yield return Case(LogFilter.Cost.EqualTo(0.100000000001m), FilterVerdict.Contradicts);
        yield return Case(LogFilter.TokensIn.EqualTo(412.0000000001m), FilterVerdict.Matches);
        yield return Case(LogFilter.Cost.NotEqualTo(0.1000000000000001m), FilterVerdict.Unknown);
        yield return Case(LogFilter.Cost.NotEqualTo(0.1m), FilterVerdict.Contradicts);
        yield return Case(LogFilter.Cost.GreaterThan(0.1m), FilterVerdict.Unknown);
        yield return Case(LogFilter.Cost.LessThan(0.1m), FilterVerdict.Unknown);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.Gt, Math.BitDecrement(0.1)), FilterVerdict.Matches);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.Lt, Math.BitIncrement(0.1)), FilterVerdict.Matches);
        yield return Case(new GatewayLogFilter("cost", GatewayLogFilterOperator.Gt, Math.BitIncrement(0.1)), FilterVerdict.Unknown);
        yield return Case(new GatewayLogFilter("tokens_in", GatewayLogFilterOperator.Gt, Math.BitDecrement(412.0)), FilterVerdict.Matches);
        yield return Case(new GatewayLogFilter("created_at", GatewayLogFilterOperator.Eq, s_instant), FilterVerdict.Matches);
        yield return Case(LogFilter.CreatedAt.Before(s_instant), FilterVerdict.Unknown);
        yield return Case(LogFilter.CreatedAt.Before(s_instant.AddMilliseconds(1)), FilterVerdict.Matches);
        yield return Case(LogFilter.CreatedAt.Before(s_instant.AddMilliseconds(-1)), FilterVerdict.Contradicts);
        yield return Case(new GatewayLogFilter("created_at", GatewayLogFilterOperator.Gt, "2027-01-01T00:00:00Z"), FilterVerdict.Contradicts);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Eq, "a", "gpt-4o"), FilterVerdict.Matches);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Eq, "a", "b"), FilterVerdict.Contradicts);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Neq, "a", "gpt-4o"), FilterVerdict.Unknown);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Eq, "a", null), FilterVerdict.Unknown);
        yield return Case(new GatewayLogFilter("model", GatewayLogFilterOperator.Eq, "gpt-4o", null), FilterVerdict.Unknown);
        yield return Case(LogFilter.Tokens.GreaterThan(1_000_000), FilterVerdict.Unknown);
        yield return Case(LogFilter.CompatibilityMode.EqualTo(true), FilterVerdict.Unknown);
        yield return Case(LogFilter.Key("prompts.prompt_id").EqualTo("x"), FilterVerdict.Unknown);
        yield return Case(LogFilter.MetadataKey.EqualTo("team"), FilterVerdict.Matches);
        yield return Case(LogFilter.MetadataKey.EqualTo("agent"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.MetadataValue.EqualTo("agent"), FilterVerdict.Contradicts);
        yield return Case(LogFilter.MetadataValue.NotEqualTo("search"), FilterVerdict.Unknown);
        yield return Case(new GatewayLogFilter("metadata.value", GatewayLogFilterOperator.Eq, "search", 5), FilterVerdict.Unknown);
        yield return Case(LogFilter.Metadata("team", "search"), FilterVerdict.Matches);
        yield return Case(LogFilter.Metadata("team", "b"), FilterVerdict.Matches);
        yield return Case(LogFilter.Metadata("team", "c"), FilterVerdict.Contradicts);

        // A filter prints without its values, and a name that comes twice is no name.
        static TestCaseData Case(GatewayLogFilter filter, FilterVerdict verdict) => new TestCaseData(filter, verdict).SetArgDisplayNames(GatewayLogFilter.ToJson([filter]), $"{verdict}");
    }

    [TestCaseSource(nameof(Verdicts))]
    public void A_row_contradicts_a_filter_only_where_it_certainly_does(object filter, object verdict) =>
        Assert.That(FilterCheck.Judge((GatewayLogFilter)filter, s_row), Is.EqualTo(verdict));

    [TestCase("""{"team":5}""", "5", nameof(FilterVerdict.Matches))]
    [TestCase("""{"team":6}""", "5", nameof(FilterVerdict.Unknown))]
    [TestCase("""{"team":6,"run":"b"}""", "5", nameof(FilterVerdict.Unknown))]
    [TestCase("""{"team":true}""", "true", nameof(FilterVerdict.Matches))]
    [TestCase("""{"team":false}""", "false", nameof(FilterVerdict.Matches))]
    [TestCase("""{"team":false}""", "true", nameof(FilterVerdict.Unknown))]
    [TestCase("\"team=5\"", "5", nameof(FilterVerdict.Unknown))]
    [TestCase("null", "5", nameof(FilterVerdict.Unknown))]
    public void Metadata_that_is_no_text_is_compared_as_it_is_written_and_never_accused(string metadata, string value, string verdict) =>
        Assert.That(
            FilterCheck.Judge(LogFilter.MetadataValue.EqualTo(value), new GatewayLog { Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>(metadata) }).ToString(),
            Is.EqualTo(verdict));

    [Test]
    public void An_entry_of_which_the_name_alone_is_sure_to_match_is_not_sure_to() => Assert.That(
        FilterCheck.Judge(LogFilter.Metadata("team", "5"), new GatewayLog { Metadata = JsonConvert.DeserializeObject<GatewayLogMetadata>("""{"team":6}""") }),
        Is.EqualTo(FilterVerdict.Unknown));

    [Test]
    public async Task One_page_with_a_row_that_contradicts_is_refused_whole_and_says_by_which_filter()
    {
        using var test = TestClient.AnsweringWith("ListGatewayLogs.200");

        var exception = await Failure.OfAsync<GatewayLogsFilterIgnoredException>(() =>
            test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Model.EqualTo("jane@example.com")] }));

        Assert.That(exception.Message, Does.Contain("2 of 2 logs").And.Contain("model eq").And.Not.Contain("jane"));
        Assert.That(exception.RayId, Is.Not.Null);
    }
}
