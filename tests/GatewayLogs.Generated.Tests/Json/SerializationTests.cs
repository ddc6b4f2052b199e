using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace GatewayLogs.Tests;

/// <summary>Logs round-trip through both serializers with the JSON that the service sent.</summary>
public partial class SerializationTests
{
    /// <summary>Every observed or allowed form of metadata, provider accounts and unknown members.</summary>
    private const string Odd =
        """
        {"id":"a","created_at":"2026-08-05T08:01:32.561Z","updated_at":"2026-08-05T10:01:33.0000001+02:00","cost":0.0000075130,"duration":1234,"success":true,
        "metadata":{"team":"search","due":"2026-10-01T00:00:00+02:00","n":1.10,"big":12345678901234567890,"none":null,"ok":false},
        "usage_metadata":{"prompt_tokens":12,"details":[{"cached":[1,2.5,"3"]},null,[]],"at":"2026-01-02T03:04:05.678Z","exact":0.1234567890123456789},
        "timings":{"total":1.5,"latency":0.25,"queue":[1]},"location":{"colo":"AMS","new":true},
        "unknown":{"deep":[{"a":null}]},"another":[1,"x",null],"text":"2026-01-01T00:00:00+09:00","number":18446744073709551616,"nothing":null}
        """;

    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    private static IEnumerable<string> Rows =>
    [
        .. Repository.GoodPages().SelectMany(example => ReadToken(Repository.Example(example))["result"]!).Select(row => row.ToString(Formatting.None)),
        Odd,
        """{"id":"a","metadata":"no json"}""",
        """{"id":"a","metadata":"{\"team\":\"search\"}"}""",
        """{"id":"a","metadata":[1]}""",
        """{"id":"a","metadata":{}}""",
        """{"id":"<script>&'é☕"}""",
    ];

    private static IEnumerable<string> Details => Repository.Examples("GetGatewayLogDetail.200*").Select(
        example => ReadToken(Repository.Example(example))["result"]!.ToString(Formatting.None));

    private static T Model<T>(string json)
        where T : class, new() =>
        WireJson.TryRead<T>(System.Text.Encoding.UTF8.GetBytes(json), includeRawJson: false, out var value, out _)
            ? value!
            : throw new JsonException();

    private static JToken ReadToken(string json) => JsonConvert.DeserializeObject<JToken>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;

    /// <summary>Compares like the reader: null members count as absent, and timestamps compare by instant.</summary>
    private static void RequireSame<T>(string written, string sent)
    {
        JObject now = (JObject)ReadToken(written), was = (JObject)ReadToken(sent);
        var known = typeof(T).GetProperties()
            .Select(property => property.GetCustomAttributes(typeof(JsonPropertyAttribute), true)
                .OfType<JsonPropertyAttribute>().SingleOrDefault()?.PropertyName)
            .ToHashSet();
        foreach (var property in was.Properties().Where(property => property.Value.Type == JTokenType.Null && known.Contains(property.Name)).ToList())
        {
            property.Remove();
        }

        foreach (var token in (JObject[])[now, was])
        {
            foreach (var name in (string[])["created_at", "updated_at"])
            {
                if (token[name] is { } instant)
                {
                    token[name] = DateTimeOffset.Parse((string)instant!, null, System.Globalization.DateTimeStyles.AssumeUniversal).UtcTicks;
                }
            }
        }

        Assert.That(now.Properties().Select(property => property.Name), Is.EquivalentTo(was.Properties().Select(property => property.Name)));
        foreach (var property in was.Properties())
        {
            Assert.That(JToken.DeepEquals(now[property.Name], property.Value), $"{property.Name}: {now[property.Name]} was {property.Value}");
        }
    }

    private static void RoundTrips<T>(string sent, Func<T, string> write, Func<string, T?> read)
        where T : class, new()
    {
        var written = write(Model<T>(sent));

        RequireSame<T>(written, sent);
        Assert.That(write(read(written)!), Is.EqualTo(written));
        RequireSame<T>(write(read(sent)!), sent);
    }

    [TestCaseSource(nameof(Rows))]
    public void A_log_round_trips_through_System_Text_Json(string row) =>
        RoundTrips<GatewayLog>(row, log => JsonSerializer.Serialize(log, s_web), json => JsonSerializer.Deserialize<GatewayLog>(json, s_web));

    [TestCaseSource(nameof(Rows))]
    public void A_log_round_trips_through_Newtonsoft_Json(string row) =>
        RoundTrips<GatewayLog>(row, log => JsonConvert.SerializeObject(log), JsonConvert.DeserializeObject<GatewayLog>);

    [TestCaseSource(nameof(Details))]
    public void A_detail_round_trips_through_both_serializers(string detail)
    {
        RoundTrips<GatewayLogDetail>(detail, log => JsonSerializer.Serialize(log), json => JsonSerializer.Deserialize<GatewayLogDetail>(json));
        RoundTrips<GatewayLogDetail>(detail, log => JsonConvert.SerializeObject(log), JsonConvert.DeserializeObject<GatewayLogDetail>);
    }

    [TestCaseSource(nameof(Rows))]
    public void A_log_round_trips_through_source_generated_serialization(string row) =>
        RoundTrips<GatewayLog>(
            row,
            log => JsonSerializer.Serialize(log, Context.Default.GatewayLog),
            json => JsonSerializer.Deserialize(json, Context.Default.GatewayLog));

    [Test]
    public async Task The_logs_of_a_page_are_serialized_with_any_declared_type()
    {
        using TestClient test = TestClient.RespondingWith("ListGatewayLogs.200"), bare = TestClient.RespondingWith("ListGatewayLogs.200");
        var logs = (await test.Client.ListLogsAsync()).Logs;
        var expected = JsonSerializer.Serialize(logs, s_web);

        Assert.That(JsonSerializer.Serialize((object)logs, s_web), Is.EqualTo(expected));
        Assert.That(JsonSerializer.Serialize(logs.Cast<object>(), s_web), Is.EqualTo(expected));
        Assert.That(
            JsonSerializer.Serialize(
                (await bare.Client.ListLogsAsync(new GatewayLogQuery { IncludeRawJson = true })).Logs.Cast<object>(), s_web),
            Is.EqualTo(expected));
        Assert.That(JsonSerializer.Deserialize<List<GatewayLog>>(expected, s_web), Has.Count.EqualTo(logs.Count));
        Assert.That(JToken.FromObject(logs).ToString(Formatting.None), Is.EqualTo(JsonConvert.SerializeObject(logs)));
    }

    [Test]
    public void A_detail_that_is_declared_as_a_log_keeps_its_members() => Assert.That(
        JsonSerializer.Serialize<GatewayLog>(new GatewayLogDetail { Id = "a", RequestHead = "hello" }),
        Is.EqualTo("""{"id":"a","request_head":"hello"}"""));

    [Test]
    public void Every_other_model_is_serialized_with_its_wire_names()
    {
        Assert.That(JsonSerializer.Serialize(new GatewayLogPageInfo { TotalCount = 3, PerPage = 20 }, s_web),
            Is.EqualTo("""{"per_page":20,"total_count":3}"""));
        Assert.That(
            JsonSerializer.Serialize(Model<ErrorEnvelope>(
                """{"errors":[{"code":7001.5,"path":["a",0],"x":1}],"success":false,"result":{},"messages":[null,"m"]}""")),
            Is.EqualTo("""{"success":false,"errors":[{"code":7001.5,"path":["a",0],"x":1}],"messages":[null,"m"],"result":{}}"""));
        Assert.That(JsonSerializer.Deserialize<GatewayLogMetadata>("""{"team":"search"}""")!["team"], Is.EqualTo(new JValue("search")));
    }

    [Test]
    public void A_cursor_is_serialized_as_its_text()
    {
        var position = GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1,2");

        Assert.That(JsonSerializer.Serialize(position), Is.EqualTo("\"asc~2026-08-05T08:01:32.561Z~1,2\""));
        Assert.That(JsonSerializer.Deserialize<GatewayLogCursor>(JsonSerializer.Serialize(position)), Is.EqualTo(position));
        Assert.That(() => JsonSerializer.Deserialize<GatewayLogCursor>("\"here\""), Throws.InstanceOf<JsonException>());
        Assert.That(JsonConvert.SerializeObject(position), Is.EqualTo(JsonSerializer.Serialize(position)));
        Assert.That(JsonConvert.DeserializeObject<GatewayLogCursor>(JsonConvert.SerializeObject(position)), Is.EqualTo(position));
        Assert.That(() => JsonConvert.DeserializeObject<GatewayLogCursor>("\"here\""), Throws.InstanceOf<JsonSerializationException>());
    }

    [Test]
    public void Values_set_by_a_program_are_serialized_or_rejected()
    {
        var log = new GatewayLog
        {
            Id = "a",
            Metadata = new GatewayLogMetadata
            {
                ["at"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                ["bytes"] = new byte[] { 1 },
                ["n"] = 5,
            },
        };
        log.AdditionalProperties["guid"] = Guid.Empty;
        log.AdditionalProperties["list"] = new List<object> { 1, 2.5f, double.NaN };
        log.AdditionalProperties["element"] = JsonDocument.Parse("{\"a\":[]}").RootElement;

        Assert.That(JsonSerializer.Serialize(log), Is.EqualTo("""
            {"id":"a","metadata":{"at":"2026-01-02T03:04:05Z","bytes":"AQ==","n":5},"guid":"00000000-0000-0000-0000-000000000000","list":[1,2.5,"NaN"],"element":{"a":[]}}
            """));
        log.AdditionalProperties["model"] = new SerializationTests();
        Assert.That(() => JsonSerializer.Serialize(log), Throws.InstanceOf<NotSupportedException>().With.Message.Contains(nameof(SerializationTests)));
    }

    [Test]
    public void A_value_out_of_range_of_its_type_is_serialized_once()
    {
        var log = new GatewayLog { Id = "a", Duration = 13, AdditionalProperties = new Dictionary<string, object> { ["duration"] = 12.7m } };

        Assert.That(JsonSerializer.Serialize(log), Is.EqualTo("""{"id":"a","duration":12.7}"""));
    }

    [Test]
    public void The_encoder_and_indentation_of_the_application_are_used()
    {
        var log = Model<GatewayLog>("""{"id":"a","metadata":{"html":"</script>é"}}""");

        Assert.That(JsonSerializer.Serialize(log), Does.Contain(@"\u003C/script\u003E\u00E9"));
        Assert.That(JsonSerializer.Serialize(log, s_readable), Does.Contain("    \"html\": \"</script>é\""));
    }

    [Test]
    public void A_value_that_is_not_an_object_is_not_a_log()
    {
        Assert.That(() => JsonSerializer.Deserialize<GatewayLog>("[]"), Throws.InstanceOf<JsonException>());
        Assert.That(() => JsonConvert.DeserializeObject<GatewayLog>("[]"), Throws.InstanceOf<JsonSerializationException>());
        Assert.That((JsonSerializer.Deserialize<GatewayLog>("null"), JsonConvert.DeserializeObject<GatewayLog>("null")),
            Is.EqualTo(((GatewayLog?)null, (GatewayLog?)null)));
    }

    [JsonSerializable(typeof(GatewayLog))]
    [JsonSerializable(typeof(IReadOnlyList<GatewayLog>))]
    private sealed partial class Context : JsonSerializerContext;
}
