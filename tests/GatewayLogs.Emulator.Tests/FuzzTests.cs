using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

/// <summary>Sends malformed and unusual values in every part of a request, and verifies that each gets a response below 500.</summary>
public sealed class FuzzTests
{
    private static readonly int s_requests = Proof.Size(12_000, otherwise: 4_000);
    private const int AtOnce = 16;

    private static readonly string[] s_methods = ["GET", "GET", "GET", "PATCH", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "get", "X\u0001Y"];
    private static readonly string[] s_paths = ["", "/a", "/a/request", "/a/response", "/", "//", "/a/", "/..", "/%2e%2e", "/a/../..", "/a/other"];
    private static readonly string[] s_names =
    [
        "page", "per_page", "order_by", "order_by_direction", "direction", "filters", "search", "meta_info", "start_date", "end_date", "min_cost",
        "max_tokens_in", "success", "feedback", "model", "limit", "filters.key", "filters[0][key]",
    ];

    private static readonly string[] s_values =
    [
        "", "1", "-1", "0", "51", "1e9", "1e999", "NaN", "9223372036854775808", "true", "TRUE", "null", "created_at", "asc", "2026-13-45", "%", "%zz", "%00",
        "%ff%fe", "%ed%a0%80", "[]", "{}", "[[[", "[{\"key\":\"model\"}]", "[{\"key\":\"id\",\"operator\":\"eq\",\"value\":[\"\\ud800\"]}]",
        "[{\"key\":\"cost\",\"operator\":\"gt\",\"value\":[1e400,null,true,\"x\"]}]",
        "[{\"key\":\"created_at\",\"operator\":\"lt\",\"value\":[\"99999-01-01T00:00:00Z\",\"-1\"]}]",
        "[{\"key\":\"metadata.value\",\"operator\":\"contains\",\"value\":[\"%_'\\\";--\"]}]",
    ];

    private static readonly string[] s_headers =
    [
        "Authorization: Bearer", "Authorization: \u00ff\u00fe", "X-Auth-Key: k", "Expect: 100-continue", "Expect: 200-ok", "Accept-Encoding: gzip, x, *;q=9",
        "If-None-Match: *", "Range: bytes=0-", "Content-Type: text/\u00e9", "x-emulator-fault: nothing", "x-emulator-fault: {\"kind\":[]}",
        "Cookie: \u0001=\u0002",
        "Host: other", "Connection: upgrade", "Upgrade: h2c", "NoColon", ": empty", "A\u0000B: c", " folded: x",
    ];

    private static readonly string[] s_bodies =
    [
        "", "{}", "null", "[]", "7", "\"", "{\"score\":1e400}", "{\"score\":{}}", "{\"feedback\":\"1\"}", "{\"metadata\":[]}", "{\"metadata\":{\"\":\"\"}}",
        "{\"metadata\":{\"a\":1,\"a\":2}}", "{\"metadata\":{\"a\":\"\\udc00\"}}", "\u00ef\u00bb\u00bf{}", "{\"score\":1}trailing", "\u00ff\u00fe\u0000",
    ];

    private static readonly string[] s_controls =
    [
        "{\"now\":\"2026-11-01T00:00:00Z\"}", "{\"advance\":\"-1.00:00:00\"}", "{\"advance\":\"10675199.02:48:05\",\"now\":\"9000-01-01T00:00:00Z\"}",
        "{\"seed\":1,\"logs\":5}", "{\"seed\":18446744073709551615,\"logs\":2147483647}", "{\"seed\":-1,\"logs\":-1}",
        "{\"lateRows\":\"00:00:02\",\"ids\":\"ulid\",\"retention\":2}", "{\"totalCount\":\"random\",\"totalCountCap\":0,\"clockSkew\":\"-365.00:00:00\"}",
        "[{\"kind\":\"reset\",\"nth\":3},{\"kind\":\"status\",\"status\":599,\"headers\":{\"a\":\"b\"},\"probability\":1e-300}]",
        "{\"kind\":\"gzipBomb\",\"bytes\":9223372036854775807,\"operation\":\"ListGatewayLogs\",\"times\":1,\"delay\":\"00:00:01\"}",
        "[{\"id\":\"x\",\"created_at\":\"0001-01-01T00:00:00Z\",\"cost\":1e-9,\"metadata\":{\"a\":[1,{\"b\":null}]}},{\"id\":\"x\"}]",
        "{\"created_at\":\"9999-12-31T23:59:59.999+14:00\",\"request_body\":{\"text\":\"{}\"},\"response_body\":{\"base64\":\"AP8=\",\"content_type\":\"\"}}",
    ];

    [Test]
    public async Task Any_request_to_the_api_gets_a_status_below_500()
    {
        await using var gateway = await Gateway.StartAsync(
            null, Log("a") with { Metadata = """{"k":"v"}""", Request = EmulatedBody.FromText("{}") }, Log("b"), Log("c"));
        var strange = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();

        await Parallel.ForAsync(0, s_requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var request = Request(gateway, new Random(number));
            var response = await ExchangeAsync(gateway, request);
            if (!response.Text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || response.Status >= 500 || response.End != ConnectionEnd.Closed)
            {
                strange.Enqueue($"{Encoding.Latin1.GetString(request)}\n=> {response.Text} {response.End}");
            }
            else
            {
                statuses.AddOrUpdate(response.Status, 1, (_, count) => count + 1);
            }
        });

        Assert.That(strange.Take(3), Is.Empty);
        Assert.That(statuses.Keys, Is.SupersetOf(new[] { 200, 400, 404, 405 }));
        await TestContext.Out.WriteLineAsync(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
    }

    [Test]
    public async Task Any_request_to_the_control_endpoints_gets_a_status_below_500()
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a"));
        string[] paths = [.. gateway.Emulator.Endpoints
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => path.StartsWith("/_emulator", StringComparison.Ordinal))
            .Distinct()];
        var strange = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();

        await Parallel.ForAsync(0, s_requests / 4, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var random = new Random(number);
            var method = Pick(["GET", "POST", "POST", "PUT", "PUT", "DELETE"]);
            var body = random.Next(3) == 0 ? Pick(s_bodies) : Damaged(Pick(s_controls));
            var request = ClientConnection.Bytes(
                $"{method} {Pick(paths)} HTTP/1.1",
                ["Host: localhost", string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"), "Connection: close"],
                body);
            var response = await ExchangeAsync(gateway, request);
            if (!response.Text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || response.Status >= 500 || response.End != ConnectionEnd.Closed)
            {
                strange.Enqueue($"{Encoding.Latin1.GetString(request)}\n=> {response.Text} {response.End}");
            }
            else
            {
                statuses.AddOrUpdate(response.Status, 1, (_, count) => count + 1);
            }

            string Pick(string[] choices) => choices[random.Next(choices.Length)];

            // Two thirds of the texts are changed: each of their characters may be dropped or replaced.
            string Damaged(string text) => string.Concat(text.Select(letter => random.Next(3 * text.Length) switch
            {
                0 => "",
                1 => $"{(char)random.Next(256)}",
                2 => "\\ud800",
                _ => $"{letter}",
            }));
        });

        Assert.That(strange.Take(3), Is.Empty);
        Assert.That(statuses.Keys, Is.SupersetOf(new[] { 200, 400, 405, 409 }));
    }

    [Test]
    public async Task Json_nested_ten_thousand_levels_deep_is_rejected([Values("filters", "body")] string position)
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a"));
        var depth = position == "body" ? 10_000 : 300;
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + 1 + new string('}', depth);

        var response = position == "body" ? await gateway.PatchAsync("a", deep) : await gateway.GetAsync(Filters(deep));

        Assert.That(response.Status, Is.EqualTo(400));
    }

    [TestCase(15_000, 400)]
    [TestCase(20_000, 414)]
    public async Task A_url_that_is_too_long_is_rejected(int length, int status)
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a"));

        Assert.That((await gateway.GetAsync("?page=" + new string('x', length))).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_header_that_is_too_long_is_rejected()
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a"));

        var response = await ClientConnection.ExchangeAsync(gateway, "GET", "", "x-long: " + new string('x', 100_000));

        Assert.That(response.Status, Is.EqualTo(431));
    }

    private static async Task<RawResponse> ExchangeAsync(Gateway gateway, byte[] request)
    {
        using var connection = await ClientConnection.OpenAsync(gateway.Logs);
        await connection.SendAsync(request);
        return await connection.ReceiveAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>
    /// Creates a complete request, so that a server waiting for more data would be a hang. With "Connection: close" the connection ends
    /// with the response.
    /// </summary>
    private static byte[] Request(Gateway gateway, Random random)
    {
        var path = gateway.Logs.AbsolutePath + Pick(s_paths) + (random.Next(12) == 0 ? "/" + Noise() : "");
        var query = random.Next(3) == 0 ? "" : "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pick(s_names) + "=" + Value()));
        var body = random.Next(8) == 0 ? Noise() : Pick(s_bodies);
        var credential = random.Next(10) == 0 ? "" : $"Authorization: Bearer {gateway.Emulator.ApiToken}\r\n";
        var header = random.Next(3) == 0 ? Pick(s_headers) + "\r\n" : "";
        var host = $"Host: {gateway.Logs.Authority}\r\n";
        var length = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        var target = random.Next(20) == 0 ? Noise() : path + query;
        return Encoding.Latin1.GetBytes($"{Pick(s_methods)} {target} HTTP/1.1\r\n{host}{credential}{header}{length}Connection: close\r\n\r\n{body}");

        string Value() => random.Next(6) == 0 ? Noise() : random.Next(2) == 0 ? Uri.EscapeDataString(Pick(s_values)) : Pick(s_values);

        string Noise() => string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => (char)random.Next(256)))
            .Replace('\r', '_').Replace('\n', '_').Replace(' ', '_');

        string Pick(string[] choices) => choices[random.Next(choices.Length)];
    }
}
