using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Compares the generated readers with Newtonsoft.Json, which reads the same models by reflection.</summary>
public class WireReaderTests
{
    private static readonly string[] s_names =
    [
        "id", "created_at", "updated_at", "provider", "duration", "success", "tokens_in", "cost", "custom_cost", "metadata", "status_code", "timings",
        "location", "feedback", "prompts", "usage_metadata", "request_head", "request_head_complete", "request_size", "total", "latency", "region",
        "ID", "Cost", "METADATA", "id ", "unknown", "", "\\u0069d", "c\\u006fst", "\\ud83d\\ude00",
    ];

    private static readonly string[] s_scalars =
    [
        "null", "true", "false", "0", "-0", "7", "-1", "2147483648", "9223372036854775807", "9223372036854775808", "-170141183460469231731687303715884105729",
        "1.5", "1.50", "-0.0", "1e3", "1E-3", "7.513e-6", "0.000006829671315848827", "123456789012345.25", "0.1", "1.7976931348623157",
        "1767225600", "1767225600123", "1767225600123456", "1767225600.5", "99999999", "\"1767225600\"",
        "\"\"", "\"text\"", "\"7\"", "\" 7 \"", "\"1.50\"", "\"1e3\"", "\"True\"", "\" false\"", "\"2026-08-05T08:01:32.561Z\"", "\"2026-08-05 08:01:32\"",
        "\"2026-08-05T08:01:32+02:00\"", "\"2026-08-05T08:01:32.1234567Z\"", "\"2026-02-30T00:00:00Z\"", "\"é☕😀\"",
        "\"\\u00e9\\n\\\"\\\\\\/\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"",
        "\"2026-02-30 08:01:32\"", "\"2026-08-\\\" 08:01:32\"", "\"2026-08-05 08\\u003a\"", "\"05 August 2026 08:01\"", "\"August 2026 08:01:3\"",
        "\"{\\\"a\\\":1.50}\"", "\"[1]\"", "\"{broken\"",
    ];

    // Containers and scalars in every place of a scalar.
    private static Gen<string> Value(int depth) => depth == 0
        ? Gen.Elements(s_scalars)
        : Gen.Frequency((6, Gen.Elements(s_scalars)), (2, Object(depth - 1)), (1, Value(depth - 1).ListOf().Select(items => $"[{string.Join(',', items)}]")));

    private static Gen<string> Object(int depth) => Member(depth).ListOf().Select(members => $$"""{{{string.Join(" ,", members)}} }""");

    private static Gen<string> Member(int depth) => Gen.Elements(s_names).SelectMany(name => Value(depth).Select(value => $"\"{name}\" : {value}"));

    private static Gen<string> Envelope => Object(3).ListOf().SelectMany(rows => Member(2).ListOf().Select(
        members => $$"""{{{string.Join(',', members.Prepend($"\"result\":[{string.Join(',', rows)}]").Append("\"success\":true"))}}}"""));

    [Test]
    public void The_reader_and_Newtonsoft_read_the_same_models_from_unusual_documents() => Prop.ForAll(
        Envelope.Resize(8).ToArbitrary(), Same<ListGatewayLogsEnvelope>).Check(Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(10_000, otherwise: 3_000)));

    [Test]
    public void The_reader_and_Newtonsoft_read_the_same_details_from_unusual_documents() => Prop.ForAll(
        Object(3).Resize(12).ToArbitrary(), Same<GatewayLogDetail>).Check(Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(10_000, otherwise: 3_000)));

    [Test]
    public void The_reader_and_Newtonsoft_reject_the_same_truncated_documents() => Prop.ForAll(
        Envelope.Resize(6).SelectMany(json => Gen.Choose(1, json.Length - 1).Select(length => json[..length])).ToArbitrary(),
        json => Assert.That(
            (Accepts(json, ReadGenerated<ListGatewayLogsEnvelope>), Accepts(json, NewtonsoftReader.Read<ListGatewayLogsEnvelope>)),
            Is.EqualTo((false, false)), json))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [TestCase("")]
    [TestCase(" ")]
    public void The_reader_rejects_blank_documents(string json) => Assert.That(Accepts(json, ReadGenerated<ListGatewayLogsEnvelope>), Is.False);

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("\"text\"")]
    [TestCase("{} {}")]
    [TestCase("{}]")]
    [TestCase("{\"result\":[7]}")]
    [TestCase("{\"result\":[[]]}")]
    [TestCase("<html></html>")]
    public void The_reader_and_Newtonsoft_reject(string json) => Assert.That(
        (Accepts(json, ReadGenerated<ListGatewayLogsEnvelope>), Accepts(json, NewtonsoftReader.Read<ListGatewayLogsEnvelope>)), Is.EqualTo((false, false)));

    [Test]
    public void An_empty_document_is_null() => Assert.That(WireReader.Read<ListGatewayLogsEnvelope>("null"u8.ToArray()), Is.Null);

    [Test]
    public void A_byte_order_mark_is_skipped() =>
        Assert.That(WireReader.Read<GatewayLog>((byte[])[0xEF, 0xBB, 0xBF, .. "{\"id\":\"a\"}"u8])!.Id, Is.EqualTo("a"));

    [Test]
    public void Invalid_UTF_8_does_not_fail_a_page() =>
        Assert.That(WireReader.Read<GatewayLog>((byte[])[.. "{\"id\":\"a"u8, 0xFF, .. "\",\"x"u8, 0xFE, .. "\":1}"u8])!.Id, Is.EqualTo("a\ufffd"));

    [TestCase("1e400")]
    [TestCase("-1e400")]
    public void A_number_out_of_range_is_null_in_known_fields_and_kept(string number)
    {
        var log = WireReader.Read<GatewayLog>(Encoding.UTF8.GetBytes($$"""{"cost":{{number}},"duration":{{number}},"new":{{number}},"id":"a"}"""))!;

        Assert.That((log.Cost, log.Duration, log.Id), Is.EqualTo(((decimal?)null, (long?)null, "a")));
        Assert.That(log.AdditionalProperties, Is.EquivalentTo(new Dictionary<string, object> { ["cost"] = number, ["duration"] = number, ["new"] = number }));
    }

    [Test]
    public void Member_order_is_not_significant()
    {
        var log = WireReader.Read<GatewayLogDetail>("""{"response_size":3,"dlp_action":"d","id":"a","new":[1],"cost":0.5}"""u8.ToArray())!;

        Assert.That((log.ResponseSize, log.DlpAction, log.Id, log.Cost, log.AdditionalProperties.Count), Is.EqualTo((3L, "d", "a", 0.5m, 1)));
    }

    [Test]
    public void Objects_nested_a_million_levels_deep_are_rejected() =>
        Assert.That(Accepts(string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000)), ReadGenerated<GatewayLog>), Is.False);

    private static void Same<T>(string json)
        where T : class, IWireModel, new()
    {
        if (!Accepts(json, NewtonsoftReader.Read<T>))
        {
            Assert.That(Accepts(json, ReadGenerated<T>), Is.False, json);
            return;
        }

        // Member order is not significant.
        var (expected, actual) = (JToken.FromObject(NewtonsoftReader.Read<T>(json)!), JToken.FromObject(WithoutKept(ReadGenerated<T>(json)!)));
        Assert.That(JToken.DeepEquals(actual, expected), Is.True, $"{json}\n{expected}\n{actual}");
    }

    /// <summary>Removes the values that were kept because they do not fit their property, which the other reader loses.</summary>
    private static T WithoutKept<T>(T model)
        where T : IWireModel
    {
        foreach (var (name, value) in model.Members)
        {
            foreach (var kept in model.AdditionalProperties.Keys.Where(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                model.AdditionalProperties.Remove(kept);
            }

            foreach (var part in value is IEnumerable<IWireModel> rows ? rows : value is IWireModel single ? [single] : [])
            {
                WithoutKept(part);
            }
        }

        return model;
    }

    private static T? ReadGenerated<T>(string json)
        where T : class, IWireModel, new() => WireReader.Read<T>(Encoding.UTF8.GetBytes(json));

    private static bool Accepts<T>(string json, Func<string, T?> read)
    {
        try
        {
            read(json);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
