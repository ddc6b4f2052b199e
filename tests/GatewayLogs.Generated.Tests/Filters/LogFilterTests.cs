using System.Globalization;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class LogFilterTests
{
    private static readonly string[] s_operators = ["eq", "neq", "contains", "lt", "gt"];

    private static JArray Sent(params GatewayLogFilter[] filters) =>
        (JArray)Read(Uri.UnescapeDataString(Uri.EscapeDataString(GatewayLogFilter.ToJson(filters))));

    private static JToken Read(string json) => JsonConvert.DeserializeObject<JToken>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;

    private static IEnumerable<LogFilterField> Fields =>
        typeof(LogFilter).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (LogFilterField)property.GetValue(null)!);

    [Test]
    public void Every_key_of_the_document_has_a_member_that_sends_it()
    {
        string[] keys = [.. Enum.GetValues<GatewayLogFilterKey>().Select(key => new GatewayLogFilter(key, GatewayLogFilterOperator.Equal, "x").Key)];

        Assert.That(Fields.Select(field => field.Key), Is.EquivalentTo(keys));
        Assert.That(keys.Select(LogFilter.Find), Is.EquivalentTo(Fields), "what is built is what is parsed and checked");
    }

    private static IEnumerable<TestCaseData> NamedFields => Fields.Select(one => new TestCaseData(one).SetArgDisplayNames(one.Key));

    [TestCaseSource(nameof(NamedFields))]
    public void A_field_is_read_from_the_row_member_of_its_key(LogFilterField field)
    {
        object value = field switch
        {
            LogFilterText => field.Key,
            LogFilterBoolean => true,
            LogFilterNumber => 7m,
            _ => DateTimeOffset.UnixEpoch,
        };
        var row = WireJson.TryRead<GatewayLog>(new JObject { [field.Key] = new JValue(value) })!;

        Assert.That(
            row.AdditionalProperties.ContainsKey(field.Key),
            Is.EqualTo(!field.IsShown || field.Key.StartsWith("metadata.", StringComparison.Ordinal)),
            "it is no member of a row");
        Assert.That(field.Read(row), Is.EqualTo(row.AdditionalProperties.Count == 0 ? value : null));
    }

    [TestCase(typeof(LogFilterText), "EqualTo", "NotEqualTo", "Contains")]
    [TestCase(typeof(LogFilterBoolean), "EqualTo", "NotEqualTo")]
    [TestCase(typeof(LogFilterNumber), "EqualTo", "NotEqualTo", "LessThan", "GreaterThan")]
    [TestCase(typeof(LogFilterInstant), "Before", "After")]
    public void A_field_has_the_comparisons_of_its_type(Type field, params string[] comparisons) => Assert.That(
        field.GetMethods().Where(method => method.ReturnType == typeof(GatewayLogFilter)).Select(method => method.Name),
        Is.EquivalentTo(comparisons));

    [Test]
    public void Every_comparison_sends_its_operator() => Assert.That(
        Sent(
            LogFilter.Model.EqualTo("x"), LogFilter.Model.NotEqualTo("x"), LogFilter.Model.Contains("x"), LogFilter.Cost.LessThan(1),
            LogFilter.Cost.GreaterThan(1),
            LogFilter.Cost.EqualTo(1), LogFilter.Cost.NotEqualTo(1), LogFilter.Success.EqualTo(true), LogFilter.Success.NotEqualTo(true),
            LogFilter.CreatedAt.Before(DateTimeOffset.UnixEpoch), LogFilter.CreatedAt.After(DateTimeOffset.UnixEpoch))
            .Select(filter => (string)filter["operator"]!),
        Is.EqualTo([.. s_operators, "eq", "neq", "eq", "neq", "lt", "gt"]));

    [Test]
    public void A_metadata_filter_is_sent_as_two_conditions() => Assert.That(
        GatewayLogFilter.ToJson([LogFilter.Metadata("team", "search")]),
        Is.EqualTo("""[{"key":"metadata.key","operator":"eq","value":["team"]},{"key":"metadata.value","operator":"eq","value":["search"]}]"""));

    [Test]
    public void Several_metadata_values_are_alternatives() => Assert.That(
        GatewayLogFilter.ToJson([LogFilter.Metadata("team", "search", "ads")]),
        Is.EqualTo("""[{"key":"metadata.key","operator":"eq","value":["team"]},{"key":"metadata.value","operator":"eq","value":["search","ads"]}]"""));

    [Test]
    public void A_metadata_value_that_is_null_is_rejected() =>
        Assert.That(() => LogFilter.Metadata("team", "search", null!), Throws.ArgumentNullException);

    [Test]
    public void A_timestamp_is_truncated_to_the_milliseconds_that_are_sent() => Assert.That(
        LogFilter.CreatedAt.Before(new DateTimeOffset(2026, 9, 5, 3, 0, 0, 7, TimeSpan.Zero).AddTicks(9_999)).Values,
        Is.EqualTo([new DateTimeOffset(2026, 9, 5, 3, 0, 0, 7, TimeSpan.Zero)]));

    [Test]
    public void An_unpaired_surrogate_is_rejected() =>
        Assert.That(() => LogFilter.Model.EqualTo("a\ud800"), Throws.ArgumentException.With.Message.Contains("surrogate"));

    [TestCase("ListGatewayLogs.200.metadata-object", "team", ExpectedResult = true)]
    public async Task<bool> Raw_conditions_on_one_name_and_one_value_mean_an_entry_too(string example, string name)
    {
        using var any = TestClient.RespondingWith(example);
        var metadata = (await any.Client.ListLogsAsync()).Logs.First(log => log.Metadata?.ContainsKey(name) == true && log.Metadata.Count > 1).Metadata!;
        var other = FilterFields.GetText(metadata.First(entry => entry.Key != name).Value);

        using var test = TestClient.RespondingWith(example);
        var page = await test.Client.ListLogsAsync(
            new GatewayLogQuery { Filters = [LogFilter.MetadataKey.EqualTo(name), LogFilter.MetadataValue.EqualTo(other!)] });

        return page.Logs.Count == 0;
    }

    private static IEnumerable<TestCaseData> Queries() =>
    [
        new TestCaseData((object)new[] { LogFilter.Metadata("team", "search") }).Returns(true),
        new TestCaseData((object)new[] { LogFilter.MetadataKey.EqualTo("team"), LogFilter.MetadataValue.EqualTo("search") }).Returns(true),
        new TestCaseData((object)new[] { LogFilter.MetadataKey.EqualTo("team") }).Returns(false),
        new TestCaseData((object)new[] { LogFilter.Model.EqualTo("gpt-4o") }).Returns(false),
    ];

    [TestCaseSource(nameof(Queries))]
    public bool A_query_says_whether_the_client_applies_a_part_of_it(GatewayLogFilter[] filters) => new GatewayLogQuery { Filters = filters }.FiltersOnClient;

    private static readonly Gen<object?> s_values = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate)).Select(text => (object?)text),
        ArbMap.Default.GeneratorFor<bool>().Select(flag => (object?)flag),
        ArbMap.Default.GeneratorFor<decimal>().Select(number => (object?)number),
        Gen.Choose(0, int.MaxValue).Select(seconds => (object?)DateTimeOffset.FromUnixTimeMilliseconds(seconds * 1_777L)),
        Gen.Constant((object?)null));

    [Test]
    public void Every_value_round_trips_through_the_request()
    {
        var filters = from key in Gen.Elements(Enum.GetValues<GatewayLogFilterKey>())
                      from @operator in Gen.Elements(Enum.GetValues<GatewayLogFilterOperator>())
                      from values in s_values.NonEmptyListOf()
                      select new GatewayLogFilter(key, @operator, [.. values]);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(10_000, otherwise: 3_000)), Prop.ForAll(filters.ListOf().ToArbitrary(), list =>
        {
            var sent = Sent([.. list]);
            return sent.Count == list.Count && sent.Zip(list).All(pair =>
                (string?)pair.First["key"] == pair.Second.Key
                && s_operators[(int)pair.Second.Operator] == (string?)pair.First["operator"]
                && pair.First["value"]!.Zip(pair.Second.Values).All(value => IsSame(value.First, value.Second))
                && pair.First["value"]!.Count() == pair.Second.Values.Count);
        }));
    }

    private static bool IsSame(JToken sent, object? returned) => returned switch
    {
        null => sent.Type == JTokenType.Null,
        DateTimeOffset instant => DateTimeOffset.Parse((string)sent!, CultureInfo.InvariantCulture) == instant,
        decimal number => (decimal)sent == number,
        _ => ((JValue)sent).Value!.Equals(returned),
    };
}
