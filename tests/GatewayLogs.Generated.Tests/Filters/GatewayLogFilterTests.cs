namespace GatewayLogs.Tests;

public class GatewayLogFilterTests
{
    private static async Task<string> SentAsync(params GatewayLogFilter[] filters)
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.empty");
        await test.Client.ListLogsAsync(new GatewayLogQuery { Filters = filters });
        return test.Request.Query.Split('&').Single(part => part.TrimStart('?').StartsWith("filters", StringComparison.Ordinal));
    }

    private static async Task<string> DecodedAsync(params GatewayLogFilter[] filters) =>
        Uri.UnescapeDataString((await SentAsync(filters))["filters=".Length..]);

    [Test]
    public async Task A_filter_is_sent_as_a_percent_encoded_JSON_array() =>
        Assert.That(
            await SentAsync(new GatewayLogFilter(GatewayLogFilterKey.Model, GatewayLogFilterOperator.Equal, "gpt-4o")),
            Is.EqualTo("filters=%5B%7B%22key%22%3A%22model%22%2C%22operator%22%3A%22eq%22%2C%22value%22%3A%5B%22gpt-4o%22%5D%7D%5D"));

    [Test]
    public async Task Several_filters_are_sent_in_one_parameter() =>
        Assert.That(
            await DecodedAsync(
                new GatewayLogFilter(GatewayLogFilterKey.Model, GatewayLogFilterOperator.NotEqual, "a", "b"),
                new GatewayLogFilter("prompts.prompt_id", GatewayLogFilterOperator.Contains, "x")),
            Is.EqualTo(
                """[{"key":"model","operator":"neq","value":["a","b"]},{"key":"prompts.prompt_id","operator":"contains","value":["x"]}]"""));

    private static IEnumerable<TestCaseData> Values()
    {
        yield return new TestCaseData(true, "true");
        yield return new TestCaseData(false, "false");
        yield return new TestCaseData(null, "null");
        yield return new TestCaseData(1000, "1000");
        yield return new TestCaseData(-1L, "-1");
        yield return new TestCaseData((sbyte)-2, "-2");
        yield return new TestCaseData((byte)3, "3");
        yield return new TestCaseData((short)-4, "-4");
        yield return new TestCaseData((ushort)5, "5");
        yield return new TestCaseData(6u, "6");
        yield return new TestCaseData(ulong.MaxValue, "18446744073709551615");
        yield return new TestCaseData(0.001m, "0.001");
        yield return new TestCaseData(1.00m, "1");
        yield return new TestCaseData(1e-7, "1E-07");
        yield return new TestCaseData("a\"b\\c\n&=+%é☕", "\"a\\\"b\\\\c\\n&=+%é☕\"");
        yield return new TestCaseData(new DateTimeOffset(2026, 9, 5, 5, 0, 0, 7, TimeSpan.FromHours(2)), "\"2026-09-05T03:00:00.007Z\"");
    }

    [TestCaseSource(nameof(Values))]
    [SetCulture("de-DE")]
    public async Task A_value_is_sent_as_culture_invariant_JSON(object? value, string json) =>
        Assert.That(
            await DecodedAsync(new GatewayLogFilter(GatewayLogFilterKey.Cost, GatewayLogFilterOperator.GreaterThan, value)),
            Is.EqualTo($$"""[{"key":"cost","operator":"gt","value":[{{json}}]}]"""));

    [Test]
    public async Task A_query_without_filters_sends_no_such_parameter()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200");

        await test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [] });

        Assert.That(test.Request.Query, Does.Not.Contain("filters"));
    }

    [Test]
    public void An_unknown_operator_is_rejected_with_the_known_operators() =>
        Assert.That(
            () => new GatewayLogFilter(GatewayLogFilterKey.Model, (GatewayLogFilterOperator)7, "x"),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("eq, neq, contains, lt, gt"));

    [Test]
    public void An_unknown_key_is_rejected() =>
        Assert.That(
            () => new GatewayLogFilter((GatewayLogFilterKey)99, GatewayLogFilterOperator.Equal, "x"),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("metadata.key"));

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("model\"")]
    public void A_malformed_key_is_rejected(string key) =>
        Assert.That(() => new GatewayLogFilter(key, GatewayLogFilterOperator.Equal, "x"), Throws.ArgumentException);

    [Test]
    public void A_filter_without_a_value_is_rejected() =>
        Assert.That(() => new GatewayLogFilter("model", GatewayLogFilterOperator.Equal), Throws.ArgumentException.With.Message.Contains("at least one value"));

    private static IEnumerable<object> OddValues() => [double.NaN, float.PositiveInfinity, new object(), new[] { 1 }, DateTime.UnixEpoch];

    [TestCaseSource(nameof(OddValues))]
    public void A_value_of_the_wrong_type_is_rejected_with_its_type(object value) =>
        Assert.That(
            () => new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, value),
            Throws.ArgumentException.With.Message.Contains(value.GetType().Name));

    [Test]
    public void ToString_omits_the_values_of_a_filter() =>
        Assert.That(new GatewayLogFilter("metadata.value", GatewayLogFilterOperator.Equal, "jane@example.com").ToString(), Is.EqualTo("metadata.value eq"));

    [TestCase("model eq gpt-4o", "model", "gpt-4o")]
    [TestCase("metadata.value contains two words", "metadata.value", "two words")]
    [TestCase("success eq false", "success", false)]
    [TestCase("success eq true", "success", true)]
    [TestCase("compatibilityMode eq true", "compatibilityMode", true)]
    [TestCase("event_id eq ", "event_id", "")]
    public void Parsed_values_have_the_type_of_their_key(string text, string key, object value)
    {
        var filter = GatewayLogFilter.Parse(text);

        Assert.That((filter.Key, filter.Values.Single()), Is.EqualTo((key, value)));
    }

    [Test]
    public void Parsed_numbers_are_numbers() =>
        Assert.That(GatewayLogFilter.Parse("tokens_out gt 1000").Values.Single(), Is.EqualTo(1000m));

    [Test]
    public void A_parse_error_names_the_missing_part() => Assert.Multiple(() =>
    {
        Assert.That(() => new GatewayLogFilter("model", GatewayLogFilterOperator.Equal, (IReadOnlyList<object?>)null!),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("values"));
        Assert.That(() => GatewayLogFilter.Parse(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("text"));
        Assert.That(() => LogFilter.Metadata("", "search"), Throws.ArgumentException.With.Property("ParamName").EqualTo("name"));
        Assert.That(() => LogFilter.Metadata("team", null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("values"));
    });

    [TestCase("", "KEY OPERATOR VALUE")]
    [TestCase("model", "KEY OPERATOR VALUE")]
    [TestCase("model eq", "KEY OPERATOR VALUE")]
    [TestCase(" eq x", "KEY OPERATOR VALUE")]
    [TestCase("model gte 5", "eq, neq, contains, lt, gt")]
    [TestCase("model EQ gpt-4o", "eq, neq, contains, lt, gt")]
    [TestCase("tokens_out gt many", "is not a number")]
    [TestCase("success eq yes", "true or false")]
    [TestCase("mod\"el eq x", "letters, digits")]
    public void A_parse_error_states_what_was_expected(string text, string expected) =>
        Assert.That(() => GatewayLogFilter.Parse(text), Throws.InstanceOf<FormatException>().With.Message.Contains(expected));

    [Test]
    public void All_keys_of_the_document_can_be_parsed()
    {
        var keys = Enum.GetValues<GatewayLogFilterKey>()
            .Select(key => new GatewayLogFilter(key, GatewayLogFilterOperator.Equal, "1").Key)
            .Distinct()
            .ToList();

        Assert.That(keys, Has.Count.EqualTo(24));
        Assert.That(keys, Is.SupersetOf(["metadata.key", "compatibilityMode", "created_at"]));
    }
}
