using GatewayLogs.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests.Fuzzing;

/// <summary>Input other than response bodies is parsed or rejected with the documented exception.</summary>
public class TextFuzzTests
{
    private static readonly string[] s_rateLimits =
        ["\"default\";r=50;t=30", "\"default\";q=1200;w=300", "\"a\";r=0;t=7, \"b\";r=9999999999;t=-1", "\"\";r=;t"];

    [Test]
    public Task Any_headers_yield_a_delay_or_none() => Fuzz.TextAsync(
        new(
            ["0", "30", "1.5", "Wed, 05 Aug 2026 08:01:32 GMT", "Thu, 06 Aug 2026 08:01:32 GMT", .. s_rateLimits],
            "1e9", "-1", "∞", "NaN", "2147483648", "GMT", "9999", "0001", ";", "=", ",", "\"", "r", "t", "q", "w", new string('9', 400)),
        text =>
        {
            var headers = new Dictionary<string, IEnumerable<string>>();
            foreach (var (name, value) in ((string[])["retry-after-ms", "Retry-After", "Ratelimit", "Ratelimit-Policy", "Date", "cf-ray"])
                .Zip(text.Split('\n', 6)))
            {
                headers[name] = [value];
            }

            headers.TryAdd("Retry-After", [text]);
            headers.TryAdd("Ratelimit", [text]);
            headers.TryAdd("Ratelimit-Policy", [text]);
            var response = new GatewayLogsResponse(429, headers);

            Assert.That(response.RetryAfter ?? TimeSpan.Zero, Is.InRange(TimeSpan.Zero, TimeSpan.MaxValue));
            Assert.That(response.RateLimit?.ResetAfter ?? TimeSpan.Zero, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
        });

    [Test]
    public Task Any_text_parses_as_a_cursor_that_round_trips_or_is_rejected() => Fuzz.TextAsync(
        new(
            ["asc~2026-08-05T08:01:32.561Z~01J4W6Z5QF3N8H2K7V9XBTCMRD", "desc~2026-08-05T08:01:32.561Z~a,b%2Cc,%E2%98%95", "asc~0001-01-01T00:00:00.000Z~~"],
            "asc", "desc", "~", ",", "%", "%2C", "%zz", "%ED%A0%80", "Z", "9999", "0001", "13", "\0"),
        text =>
        {
            var position = GatewayLogCursor.Parse(text);
            Assert.That(GatewayLogCursor.Parse(position.ToString()), Is.EqualTo(position));
        },
        typeof(FormatException));

    [Test]
    public Task Any_text_parses_as_a_filter_or_is_rejected() => Fuzz.TextAsync(
        new(
            ["model eq gpt-4o", "tokens_out gt 1000", "success eq false", "created_at lt 2026-08-05T08:01:32Z", "metadata.key contains a b \"c\""],
            "cost", "eq", "neq", "contains", "lt", "gt", "EQ", " ", "1e400", "79228162514264337593543950336", "-0", "true", "TRUE", "null",
            "\ud800", "é", "\"", "\\"),
        text => Assert.That(JArray.Parse(GatewayLogFilter.ToJson([GatewayLogFilter.Parse(text)])), Has.Count.EqualTo(1)),
        typeof(FormatException));

    [Test]
    public Task Any_metadata_string_yields_entries_or_none() => Fuzz.TextAsync(
        new(
            ["""{"team":"search","n":1.5,"ok":true,"deep":{"a":[1,null]}}""", "[1,2]", "\"text\"", "no json", "{'a':new Date(1),b:undefined,/**/c:0x1F}"],
            [.. FuzzInputs.JsonWords, "'", "new", "Date", "undefined", "Infinity", "-", "0x", "0777", "//", "/*", "(", ")", "\\u", "\\u00"]),
        text =>
        {
            var metadata = new GatewayLogMetadata(new JValue(text));
            Assert.That(metadata.Text, Is.EqualTo(text));
            _ = metadata.Select(entry => FilterFields.GetText(entry.Value)).ToList();
        });

    [Test]
    public Task Any_row_can_be_evaluated_against_a_filter() => Fuzz.BytesAsync(
        new(Repository.Examples("ListGatewayLogs.200*").Select(Repository.Example),
            [.. FuzzInputs.JsonWords, "\"metadata\"", "\"cost\"", "\"created_at\"", "\"success\""]),
        (body, random) =>
        {
            WireJson.TryRead<ListGatewayLogsEnvelope>(body, includeRawJson: true, out var page, out _);
            foreach (var row in page?.Result?.OfType<GatewayLog>() ?? [])
            {
                Assert.That(FilterCheck.Evaluate(GetFilter(random), row), Is.AnyOf(true, false, null));
            }

            return Task.CompletedTask;
        });

    private static GatewayLogFilter GetFilter(Random random)
    {
        object?[] values =
        [
            null, true, 0.0000001m, double.MaxValue, decimal.MinValue, "", "gpt-4o", "1e999", "true", "2026-08-05",
            DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
        ];
        return random.Next(8) == 0
            ? LogFilter.Metadata("team", "search")
            : new GatewayLogFilter(
                random.GetItems(Enum.GetValues<GatewayLogFilterKey>(), 1)[0],
                random.GetItems(Enum.GetValues<GatewayLogFilterOperator>(), 1)[0],
                random.GetItems(values, random.Next(1, 3)));
    }
}
