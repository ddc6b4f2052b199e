using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

/// <summary>Compares the filters, which are translated to SQL, with an independent model in C#.</summary>
public sealed class FilterModelTests
{
    private const string Wire = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] s_operators = ["eq", "neq", "contains", "lt", "gt"];

    // The values of a log for each key: none, one, or several for metadata. Numbers and Booleans are in the format of the service.
    private static readonly Dictionary<string, Func<EmulatedLog, string?[]>> s_keys = new(StringComparer.Ordinal)
    {
        ["id"] = log => [log.Id],
        ["created_at"] = log => [log.CreatedAt.ToString(Wire, CultureInfo.InvariantCulture)],
        ["request_content_type"] = log => [log.RequestContentType],
        ["response_content_type"] = log => [log.ResponseContentType],
        ["request_type"] = log => [log.RequestType],
        ["provider"] = log => [log.Provider],
        ["model"] = log => [log.Model],
        ["model_type"] = log => [log.ModelType],
        ["success"] = log => [log.Success ? "true" : "false"],
        ["cached"] = log => [log.Cached ? "true" : "false"],
        ["authentication"] = log => [log.Authentication ? "true" : "false"],
        ["wholesale"] = log => [log.Wholesale ? "true" : "false"],
        ["compatibilityMode"] = log => [log.CompatibilityMode ? "true" : "false"],
        ["cost"] = log => [log.Cost],
        ["tokens"] = log => [Text((log.TokensIn ?? 0) + (log.TokensOut ?? 0))],
        ["tokens_in"] = log => [Text(log.TokensIn)],
        ["tokens_out"] = log => [Text(log.TokensOut)],
        ["duration"] = log => [Text(log.Duration)],
        ["feedback"] = log => [log.Feedback?.ToString(CultureInfo.InvariantCulture)],
        ["event_id"] = log => [log.EventId],
        ["dlp_action"] = log => [log.DlpAction],
        ["user_agent"] = log => [log.UserAgent],
        ["metadata.key"] = log => [.. Metadata(log).Select(entry => entry.Key)],
        ["metadata.value"] = log => [.. Metadata(log).Select(entry => entry.Value!.ToString())],
    };

    private static readonly HashSet<string> s_booleans = ["success", "cached", "authentication", "wholesale", "compatibilityMode"];

    private static readonly HashSet<string> s_numbers = ["cost", "tokens", "tokens_in", "tokens_out", "duration", "feedback"];

    private static readonly EmulatedLog[] s_logs = [.. Enumerable.Range(0, 48).Select(index => Log($"log-{index % 7}{index}", index / 3) with
    {
        Provider = index % 3 == 0 ? "openai" : "anthropic",
        ModelType = index % 5 == 0 ? "" : "Text",
        Success = index % 4 != 0,
        Cached = index % 7 == 0,
        Authentication = index % 2 == 0,
        Wholesale = index % 8 != 0,
        CompatibilityMode = index % 6 == 0,
        Model = index % 3 == 0 ? "gpt-4o" : "claude",
        RequestContentType = index % 4 == 0 ? "" : "application/json",
        ResponseContentType = index % 4 == 1 ? "text/event-stream" : "application/json",
        RequestType = index % 5 == 1 ? "run" : "provider",
        EventId = index % 3 == 1 ? "" : $"event-{index}",
        DlpAction = (index % 9) switch { 0 => "BLOCK", 1 => "FLAG", _ => "" },
        UserAgent = index % 5 == 2 ? "curl/8.1" : "",
        Cost = (index % 5) switch { 0 => null, 1 => "7.513e-6", 2 => "0.000006829671315848827", 3 => "0", _ => "1.50" },
        TokensIn = index % 8 == 0 ? null : index % 11,
        TokensOut = index % 9 == 0 ? null : index % 13,
        Duration = index * index % 17,
        Feedback = (index % 6) switch { 0 => -1, 1 => 1, 2 => 0.5, _ => null },
        Metadata = (index % 4) switch
        {
            0 => null,
            1 => """{"team":"a","n":2}""",
            2 => """{"team":"b","beta":true}""",
            _ => """{"b":"team","n":2.50,"a\"b":1e2}""",
        },
    })];

    private static readonly string?[] s_otherValues = ["e", "", "2", "2.5", "-0.25", "1e3", "2026-08-05T12:07:30.000Z", "zz", null];

    [Test]
    public async Task Filters_return_the_same_logs_as_the_model()
    {
        await using var gateway = await Gateway.StartAsync(null, s_logs);
        var filter =
            from key in Gen.Elements(s_keys.Keys.ToArray())
            from operation in Gen.Elements(s_operators)
            from count in Gen.Choose(0, 3)
            from values in Gen.Frequency((3, Gen.Elements(GetValues(key))), (1, Gen.Elements(s_otherValues))).ArrayOf(count)
            select new Filtering(key, operation, values);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(2_000, otherwise: 500)),
            Prop.ForAll(Gen.Choose(0, 3).SelectMany(count => filter.ArrayOf(count)).ToArbitrary(), filters =>
            {
                var response = gateway.GetAsync(Filters(JsonSerializer.Serialize(filters.Select(one => one.ToJson()))) + "&per_page=50")
                    .GetAwaiter().GetResult();

                Assert.That(
                    response.Ids.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    Is.EquivalentTo(s_logs.Where(log => filters.All(one => one.Matches(log))).Select(log => log.Id)));
                Assert.That(response.TotalCount, Is.EqualTo(response.Count));
            }));
    }

    private static string?[] GetValues(string key) => [.. s_logs.SelectMany(s_keys[key]).Distinct()];

    private static JsonObject Metadata(EmulatedLog log) => JsonNode.Parse(log.Metadata ?? "{}")!.AsObject();

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private sealed record Filtering(string Key, string Operator, string?[] Values)
    {
        public Dictionary<string, object> ToJson() => new(StringComparer.Ordinal) { ["key"] = Key, ["operator"] = Operator, ["value"] = Values };

        public bool Matches(EmulatedLog log)
        {
            var had = s_keys[Key](log);
            return Operator switch
            {
                "eq" => had.Any(EqualsOne),
                "neq" => !had.Any(EqualsOne),
                "contains" => had.Any(text => text is not null && Values.Any(value => value is not null && text.Contains(value, StringComparison.Ordinal))),
                "lt" => had.Any(text => Values.Any(value => Compare(text, value) < 0)),
                _ => had.Any(text => Values.Any(value => Compare(text, value) > 0)),
            };
        }

        private bool EqualsOne(string? text) => Values.Any(value => value is null ? text is null : Compare(text, value) == 0);

        /// <summary>Compares two texts as values of the key; returns null if either has no value for the key.</summary>
        private int? Compare(string? text, string? value)
        {
            if (text is null || value is null)
            {
                return null;
            }

            if (s_numbers.Contains(Key))
            {
                return double.TryParse(value, CultureInfo.InvariantCulture, out var number)
                    ? double.Parse(text, CultureInfo.InvariantCulture).CompareTo(number)
                    : null;
            }

            var comparable = Key switch
            {
                _ when s_booleans.Contains(Key) => value is "true" or "false",
                "created_at" => DateTimeOffset.TryParseExact(value, Wire, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                _ => true,
            };
            return comparable ? string.CompareOrdinal(text, value) : null;
        }
    }
}
