using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>A value that its property cannot represent is not lost.</summary>
public class KeptValueTests
{
    private static IEnumerable<TestCaseData> Misfits()
    {
        yield return Case("""{"id":"a","duration":12.7}""", 13L, log => log.Duration);
        yield return Case("""{"id":"a","duration":12.5}""", 13L, log => log.Duration);
        yield return Case("""{"id":"a","duration":"12.4"}""", 12L, log => log.Duration);
        yield return Case("""{"id":"a","status_code":200.4}""", 200, log => log.StatusCode);
        yield return Case("""{"id":"a","status_code":99999999999}""", null, log => log.StatusCode);
        yield return Case("""{"id":"a","tokens_in":9223372036854775808}""", null, log => log.TokensIn);
        yield return Case("""{"id":"a","tokens_in":{"text":7}}""", null, log => log.TokensIn);
        yield return Case("""{"id":"a","location":"SYD"}""", null, log => log.Location);
        yield return Case("""{"id":"a","timings":[1,2]}""", null, log => log.Timings);
        yield return Case("""{"id":"a","cached":1}""", null, log => log.Cached);
        yield return Case("""{"id":"a","cost":"free"}""", null, log => log.Cost);
        yield return Case("""{"id":"a","model":["gpt-4o"]}""", null, log => log.Model);
        yield return Case("""{"id":"a","updated_at":"soon"}""", null, log => log.UpdatedAt);
        yield return Case("""{"id":"a","updated_at":0}""", null, log => log.UpdatedAt);
    }

    private static TestCaseData Case(string row, object? value, Func<GatewayLog, object?> property) =>
        new TestCaseData(row, value, property).SetArgDisplayNames(row);

    [TestCaseSource(nameof(Misfits))]
    public async Task A_value_that_does_not_fit_is_kept_and_written_again(string row, object? value, Func<GatewayLog, object?> property)
    {
        var log = await ReadAsync(row);

        Assert.Multiple(() =>
        {
            Assert.That(property(log), Is.EqualTo(value));
            Assert.That(log.AdditionalProperties, Has.Count.EqualTo(1));
            Assert.That(JToken.DeepEquals(Parse(JsonConvert.SerializeObject(log)), Parse(row)), Is.True, JsonConvert.SerializeObject(log));
            Assert.That(JToken.DeepEquals(Parse(System.Text.Json.JsonSerializer.Serialize(log)), Parse(row)), Is.True,
                System.Text.Json.JsonSerializer.Serialize(log));
        });
    }

    [TestCase("1767225600")]
    [TestCase("1767225600000")]
    [TestCase("1767225600000000")]
    [TestCase("1767225600000000000")]
    [TestCase("1767225600.000")]
    [TestCase("1.7672256e9")]
    [TestCase("\"1767225600\"")]
    public async Task Unix_time_is_read_as_a_time(string time)
    {
        var log = await ReadAsync($$"""{"id":"a","created_at":{{time}}}""");

        Assert.That((log.CreatedAt, log.AdditionalProperties.Count), Is.EqualTo((new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), 0)));
    }

    [Test]
    public async Task Unix_time_keeps_its_fraction() =>
        Assert.That((await ReadAsync("""{"id":"a","created_at":1767225600.123}""")).CreatedAt,
            Is.EqualTo(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 123, TimeSpan.Zero)));

    [Test]
    public async Task A_filter_is_compared_with_the_number_that_was_sent()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, """{"success":true,"result":[{"id":"a","duration":12.7}]}""");

        var page = await test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Duration.LessThan(13), LogFilter.Duration.GreaterThan(12.5m)] });

        Assert.That(page.Logs.Single().Duration, Is.EqualTo(13));
        await Failure.OfAsync<GatewayLogsFilterIgnoredException>(
            () => test.Client.ListLogsAsync(new GatewayLogQuery { Filters = [LogFilter.Duration.GreaterThan(12.9m)] }));
    }

    [Test]
    public async Task A_list_in_an_envelope_is_not_kept()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, """{"success":true,"result_info":[{},{}],"result":[]}""");

        Assert.That((await test.Client.ListLogsAsync()).HttpResponse.Envelope!.AdditionalProperties, Is.Empty);
    }

    [TestCase("metadata")]
    [TestCase("unknown")]
    [TestCase("usage_metadata")]
    public async Task A_row_with_a_thousand_levels_is_read(string name)
    {
        var value = string.Concat(Enumerable.Repeat("{\"a\":[", 499)) + "1" + string.Concat(Enumerable.Repeat("]}", 499));
        var row = $$$"""{"id":"a","{{{name}}}":{"b":{{{value}}}}}""";

        var log = await ReadAsync(row);

        // Threads on some systems have a stack of 1 MiB.
        var thread = new Thread(() => Assert.That(JsonConvert.SerializeObject(log), Is.EqualTo(row)), 1024 * 1024);
        thread.Start();
        thread.Join();
    }

    [Test]
    public async Task A_row_that_is_nested_deeper_fails_without_a_retry()
    {
        using var test = new TestClient(options => options.MaxRetries = 5);
        test.Respond(HttpStatusCode.OK, $$"""{"success":true,"result":[{"id":"a","metadata":{{new string('[', 1_000)}}{{new string(']', 1_000)}}}]}""");

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That((test.Requests.Count, exception.Kind, exception.StopReason), Is.EqualTo((1, FailureKind.NotRetriable, RetryStopReason.Final)));
        Assert.That(exception.Message, Does.StartWith(
            "The service returned 200, but it contains a value that is nested deeper than 1,000 levels. "
            + "Exclude the log with filters, for example on its time."));
    }

    private static async Task<GatewayLog> ReadAsync(string row)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, $$"""{"success":true,"result":[{{row}}]}""");
        return (await test.Client.ListLogsAsync()).Logs.Single();
    }

    private static JToken Parse(string json) => JsonConvert.DeserializeObject<JToken>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;
}
