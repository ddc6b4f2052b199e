using System.Globalization;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class LogFilterTests
{
    private static readonly string[] s_operators = ["eq", "neq", "contains", "lt", "gt"];

    private static JArray Sent(params GatewayLogFilter[] filters) =>
        JsonConvert.DeserializeObject<JArray>(
            Uri.UnescapeDataString(Uri.EscapeDataString(GatewayLogFilter.ToJson(filters))),
            new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;

    [Test]
    public void Every_key_of_the_document_has_a_member_that_sends_it()
    {
        var keys = typeof(LogFilter).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property =>
        {
            var field = property.GetValue(null)!;
            return ((GatewayLogFilter)field.GetType().GetMethod("Contains", [typeof(string)])!.Invoke(field, ["x"])!).Key;
        });

        Assert.That(keys, Is.EquivalentTo(Enum.GetValues<GatewayLogFilterKey>().Select(key => new GatewayLogFilter(key, GatewayLogFilterOperator.Eq, "x").Key)));
    }

    [Test]
    public void Every_operator_has_a_method() => Assert.That(
        Sent(
            LogFilter.Model.EqualTo("x"), LogFilter.Model.NotEqualTo("x"), LogFilter.Model.Contains("x"), LogFilter.Model.LessThan("x"), LogFilter.Model.GreaterThan("x"))
            .Select(filter => (string)filter["operator"]!),
        Is.EqualTo(s_operators));

    [Test]
    public void An_entry_of_metadata_leaves_as_the_two_conditions_that_the_service_has() => Assert.That(
        GatewayLogFilter.ToJson([LogFilter.Metadata("team", "search")]),
        Is.EqualTo("""[{"key":"metadata.key","operator":"eq","value":["team"]},{"key":"metadata.value","operator":"eq","value":["search"]}]"""));

    [Test]
    public void An_instant_is_cut_to_the_milliseconds_that_are_sent_so_that_rows_are_compared_with_what_left() => Assert.That(
        LogFilter.CreatedAt.Before(new DateTimeOffset(2026, 9, 5, 3, 0, 0, 7, TimeSpan.Zero).AddTicks(9_999)).Values,
        Is.EqualTo([new DateTimeOffset(2026, 9, 5, 3, 0, 0, 7, TimeSpan.Zero)]));

    [Test]
    public void Half_a_surrogate_pair_is_refused_since_it_would_leave_as_another_text() =>
        Assert.That(() => LogFilter.Model.EqualTo("a\ud800"), Throws.ArgumentException.With.Message.Contains("surrogate"));

    [TestCase("ListGatewayLogs.200.metadata-object", "team", ExpectedResult = true)]
    public async Task<bool> Raw_conditions_on_one_name_and_one_value_mean_an_entry_too(string example, string name)
    {
        using var any = TestClient.AnsweringWith(example);
        var metadata = (await any.Client.ListLogsAsync()).Logs.First(log => log.Metadata?.ContainsKey(name) == true && log.Metadata.Count > 1).Metadata!;
        var other = RowField.TextOf(metadata.First(entry => entry.Key != name).Value);

        using var test = TestClient.AnsweringWith(example);
        var page = await test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [LogFilter.MetadataKey.EqualTo(name), LogFilter.MetadataValue.EqualTo(other!)] });

        return page.Logs.Count == 0;
    }

    private static readonly Gen<object?> s_values = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate)).Select(text => (object?)text),
        ArbMap.Default.GeneratorFor<bool>().Select(flag => (object?)flag),
        ArbMap.Default.GeneratorFor<decimal>().Select(number => (object?)number),
        Gen.Choose(0, int.MaxValue).Select(seconds => (object?)DateTimeOffset.FromUnixTimeMilliseconds(seconds * 1_777L)),
        Gen.Constant((object?)null));

    [Test]
    public void Whatever_is_compared_with_arrives_as_it_was_given()
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

    private static bool IsSame(JToken sent, object? given) => given switch
    {
        null => sent.Type == JTokenType.Null,
        DateTimeOffset instant => DateTimeOffset.Parse((string)sent!, CultureInfo.InvariantCulture) == instant,
        decimal number => (decimal)sent == number,
        _ => ((JValue)sent).Value!.Equals(given),
    };
}
