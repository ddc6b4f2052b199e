using System.Text;
using GatewayLogs.Cli.Output;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

public class LogJsonTests
{
    private static async Task<string> WriteAsync(GatewayLog log)
    {
        var text = "";
        await new LogLines((bytes, _) => { text += Encoding.UTF8.GetString(bytes.Span); return ValueTask.CompletedTask; })
            .WriteAsync([log], CancellationToken.None);
        return text;
    }

    private static JObject Parse(string json) => JsonConvert.DeserializeObject<JObject>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;

    /// <summary>Writes the rows of all examples, and compares the fields with those of the response.</summary>
    [TestCaseSource(nameof(Lists))]
    public async Task Every_field_of_a_row_is_written(string example)
    {
        await using var server = new FixedResponse(Repository.Example(example));
        using var http = new HttpClient(server, disposeHandler: false);
        var client = new GatewayLogsClient(new GatewayLogsClientOptions { AccountId = "a", GatewayId = "g", ApiToken = "t", MaxRetries = 0 }, http);
        var rows = (JArray)Parse(Repository.Example(example))["result"]!;

        var logs = (await client.ListLogsAsync()).Logs;

        Assert.That(logs, Has.Count.EqualTo(rows.Count));
        foreach (var (log, row) in logs.Zip(rows.Cast<JObject>()))
        {
            var written = Parse(await WriteAsync(log));
            var lost = row.Properties()
                .Where(field => field.Value.Type != JTokenType.Null && !IsSame(written[field.Name], field.Value))
                .Select(field => field.Name);
            Assert.That(lost, Is.Empty, written.ToString(Formatting.None));
        }
    }

    [Test]
    public async Task Control_characters_are_escaped() =>
        Assert.That(await WriteAsync(new GatewayLog { Id = "a", Model = "\u001b[31m\u0007\u009b\n" }),
            Is.EqualTo("{\"id\":\"a\",\"model\":\"\\u001B[31m\\u0007\\u009B\\n\"}\n"));

    [Test]
    public async Task Numbers_keep_every_digit() =>
        Assert.That(await WriteAsync(new GatewayLog { Id = "a", Cost = 0.1234567890123456789012345678m }),
            Does.Contain("\"cost\":0.1234567890123456789012345678"));

    [Test]
    public async Task A_value_that_does_not_fit_its_field_is_written_as_it_was_sent()
    {
        var log = new GatewayLog { Id = "a", Duration = 13, AdditionalProperties = { ["duration"] = 12.7m, ["location"] = "SYD" } };
        var text = "";

        await new LogLines(
            (bytes, _) => { text += Encoding.UTF8.GetString(bytes.Span); return ValueTask.CompletedTask; },
            LogColumn.Parse("--json", "duration,location"))
            .WriteAsync([log], CancellationToken.None);

        Assert.That(await WriteAsync(log), Is.EqualTo("{\"id\":\"a\",\"duration\":12.7,\"location\":\"SYD\"}\n"));
        Assert.That(text, Is.EqualTo("{\"duration\":12.7,\"location\":\"SYD\"}\n"));
    }

    /// <summary>Also in metadata and unknown fields: terminals interpret U+009B as the start of a control sequence.</summary>
    [Test]
    public async Task Control_characters_in_metadata_and_unknown_fields_are_escaped()
    {
        var log = new GatewayLog
        {
            Id = "a",
            Metadata = new GatewayLogMetadata { ["team\u009b"] = "\u009b31m", ["tags"] = new JArray("\u0007", 1.50m, null!, true) },
            AdditionalProperties = { ["new"] = new JObject { ["x"] = "\u009b" }, ["next"] = "\u001b" },
        };

        Assert.That(
            await WriteAsync(log),
            Is.EqualTo(
                "{\"id\":\"a\",\"metadata\":{\"team\\u009B\":\"\\u009B31m\",\"tags\":[\"\\u0007\",1.50,null,true]},"
                + "\"new\":{\"x\":\"\\u009B\"},\"next\":\"\\u001B\"}\n"));
    }

    /// <summary>A text such as NaN is read as a number that JSON cannot represent.</summary>
    [Test]
    public async Task A_number_that_json_cannot_represent_is_written_as_text() => Assert.That(
        await WriteAsync(new GatewayLog { Id = "a", Timings = new GatewayLogTimings { Total = double.NaN, Latency = 1.5 } }),
        Is.EqualTo("{\"id\":\"a\",\"timings\":{\"total\":\"NaN\",\"latency\":1.5}}\n"));

    private static IEnumerable<string> Lists() =>
        Repository.Examples("ListGatewayLogs.200*").Where(name => Parse(Repository.Example(name))["result"] is JArray { Count: > 0 });

    /// <summary>Compares times as instants, and metadata that was sent as text by its contents.</summary>
    private static bool IsSame(JToken? written, JToken came) =>
        JToken.DeepEquals(written, came)
        || (written is JValue { Value: string one } && came is JValue { Value: string other } && DateTimeOffset.TryParse(one, out var instant)
            && DateTimeOffset.TryParse(other, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var expected) && instant == expected)
        || (written is JObject entries && came is JValue { Value: string json } && JToken.DeepEquals(entries, Parse(json)));

    private sealed class FixedResponse(string body) : HttpMessageHandler, IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
