using System.Globalization;
using System.IO.Compression;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Faults;

/// <summary>
/// Verifies each fault at the socket: its effect on the connection, and that the request was executed exactly as often as expected.
/// </summary>
public sealed class FaultsOnTheWireTests
{
    private const string Body = """{"success":true,"result":"0123456789abcdef0123456789abcdef","errors":[],"messages":[]}""";

    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(
        null, Log("a") with { Response = EmulatedBody.FromText("\"0123456789abcdef0123456789abcdef\"") });

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Status_does_not_execute_the_request()
    {
        var response = await SendAsync(
            """{"kind":"status","status":503,"body":"busy","contentType":"text/plain","headers":{"retry-after":"7"}}""", executions: 0);

        Assert.That((response.Status, response.Body, response.End), Is.EqualTo((503, "busy", ConnectionEnd.StillOpen)));
        Assert.That((response.Header("retry-after"), response.Header("content-type")), Is.EqualTo(("7", "text/plain")));
    }

    [Test]
    public async Task Status_can_follow_the_execution()
    {
        var response = await SendAsync("""{"kind":"status","status":502,"execute":true}""");

        Assert.That(response.Status, Is.EqualTo(502));
        Assert.That(response.Body, Does.Contain("\"success\":false").And.Not.Contain("0123"));
    }

    [Test]
    public async Task Delay_is_followed_by_the_correct_response()
    {
        var before = DateTimeOffset.UtcNow;

        var response = await SendAsync("""{"kind":"delay","delay":"00:00:00.3"}""");

        Assert.That(response.Body, Is.EqualTo(Body));
        Assert.That(DateTimeOffset.UtcNow - before, Is.GreaterThan(TimeSpan.FromSeconds(0.3)));
    }

    [TestCase("stallBeforeHeaders", ConnectionEnd.StillOpen)]
    [TestCase("reset", ConnectionEnd.Reset)]
    [TestCase("close", ConnectionEnd.Closed)]
    public async Task No_byte_is_received(string fault, ConnectionEnd end)
    {
        var response = await SendAsync(fault);

        Assert.That((response.Text, response.End), Is.EqualTo(("", end)));
    }

    [TestCase("stallMidBody", ConnectionEnd.StillOpen)]
    [TestCase("halfBodyThenReset", ConnectionEnd.Reset)]
    [TestCase("halfBodyThenClose", ConnectionEnd.Closed)]
    public async Task Half_of_the_body_is_received(string fault, ConnectionEnd end)
    {
        var response = await SendAsync(fault);

        Assert.That(response.End, Is.EqualTo(end));
        Assert.That(response.Header("content-length"), Is.EqualTo(Text(Body.Length)));
        Assert.That((response.Header("cf-ray"), response.Header("x-emulator-fault")), Is.EqualTo((response.Header("cf-ray") ?? "none", fault)));
        Assert.That(response.Body, Is.EqualTo(Body[..(Body.Length / 2)]));
    }

    [Test]
    public async Task Truncated_json_is_valid_http()
    {
        var response = await SendAsync("truncatedJson");

        Assert.That((response.Status, response.Body, response.End), Is.EqualTo((200, Body[..(Body.Length / 2)], ConnectionEnd.StillOpen)));
        Assert.That(response.Header("content-length"), Is.EqualTo(Text(Body.Length / 2)));
    }

    [Test]
    public async Task Empty_ok_has_no_body()
    {
        var response = await SendAsync("emptyOk");

        Assert.That((response.Status, response.Header("content-length"), response.Body), Is.EqualTo((200, "0", "")));
    }

    [Test]
    public async Task Html_ok_is_an_html_page()
    {
        var response = await SendAsync("htmlOk");

        Assert.That((response.Status, response.Header("content-type")), Is.EqualTo((200, "text/html; charset=UTF-8")));
        Assert.That(response.Body, Does.StartWith("<!DOCTYPE html>"));
    }

    [TestCase("wrongContentLength", 16)]
    [TestCase("""{"kind":"wrongContentLength","bytes":-5}""", -5)]
    public async Task Wrong_content_length_differs_by_the_given_number_of_bytes(string fault, int difference)
    {
        var response = await SendAsync(fault);

        Assert.That(response.Header("content-length"), Is.EqualTo(Text(Body.Length + difference)));
        Assert.That((response.Body, response.End), Is.EqualTo((Body, ConnectionEnd.Closed)));
    }

    [Test]
    public async Task Broken_gzip_cannot_be_decompressed()
    {
        var response = await SendAsync("brokenGzip");

        Assert.That((response.Status, response.Header("content-encoding")), Is.EqualTo((200, "gzip")));
        Assert.That(() => Decompress(response.Bytes[(response.Head.Length + 4)..].ToArray()), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task A_gzip_bomb_decompresses_to_the_response_and_padding()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _gateway.Logs + "/a/response");
        request.Headers.Authorization = new("Bearer", _gateway.Emulator.ApiToken);
        request.Headers.Add("x-emulator-fault", """{"kind":"gzipBomb","bytes":20000000}""");

        using var response = await client.SendAsync(request);
        var compressed = await response.Content.ReadAsByteArrayAsync();
        var decompressed = Decompress(compressed);

        Assert.That((decompressed.Length, compressed.Length < 100_000), Is.EqualTo((20_000_000, true)));
        Assert.That(System.Text.Encoding.UTF8.GetString(decompressed).TrimEnd(), Is.EqualTo(Body));
    }

    [Test]
    public async Task Duplicate_rows_are_the_last_rows_of_the_previous_page()
    {
        _gateway.Emulator.AddLogs([Log("b", 1), Log("c", 2), Log("d", 3), Log("e", 4)]);
        _gateway.Emulator.AddFaults(new FaultRule { Kind = FaultKind.DuplicateRows, Operation = "ListGatewayLogs", Nth = 2 });

        string[] pages = [await ListPageAsync(1), await ListPageAsync(2), await ListPageAsync(3)];

        Assert.That(pages, Is.EqualTo(new[] { "a b", "b c", "e" }));
    }

    private async Task<string> ListPageAsync(int page) => (await _gateway.GetAsync($"?order_by=created_at&per_page=2&page={page}")).Ids;

    private async Task<RawResponse> SendAsync(string fault, int executions = 1)
    {
        var response = await ClientConnection.ExchangeAsync(_gateway, "GET", "/a/response", "x-emulator-fault: " + fault);
        Assert.That(_gateway.Emulator.Requests.Count(request => request.Executed), Is.EqualTo(executions));
        return response;
    }

    private static byte[] Decompress(byte[] compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var decompressed = new MemoryStream();
        gzip.CopyTo(decompressed);
        return decompressed.ToArray();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
