using System.Globalization;
using System.IO.Compression;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Faults;

/// <summary>Each fault, observed by a bare socket: of every request it must leave exactly one execution behind, and of the answer what it says.</summary>
public sealed class FaultsOnTheWireTests
{
    private const string Body = """{"success":true,"result":"0123456789abcdef0123456789abcdef","errors":[],"messages":[]}""";

    private Gateway _gateway;

    [SetUp]
    public async Task Start() => _gateway = await Gateway.StartAsync(
        null, Log("a") with { Response = EmulatedBody.FromText("\"0123456789abcdef0123456789abcdef\"") });

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_status_comes_without_an_execution()
    {
        RawResponse answer = await Ask("""{"kind":"status","status":503,"body":"busy","contentType":"text/plain","headers":{"retry-after":"7"}}""", executions: 0);

        Assert.That((answer.Status, answer.Body, answer.End), Is.EqualTo((503, "busy", ConnectionEnd.StillOpen)));
        Assert.That((answer.Header("retry-after"), answer.Header("content-type")), Is.EqualTo(("7", "text/plain")));
    }

    [Test]
    public async Task A_status_can_come_after_an_execution()
    {
        RawResponse answer = await Ask("""{"kind":"status","status":502,"execute":true}""");

        Assert.That(answer.Status, Is.EqualTo(502));
        Assert.That(answer.Body, Does.Contain("\"success\":false").And.Not.Contain("0123"));
    }

    [Test]
    public async Task A_delay_ends_in_the_right_response()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;

        RawResponse answer = await Ask("""{"kind":"delay","delay":"00:00:00.3"}""");

        Assert.That(answer.Body, Is.EqualTo(Body));
        Assert.That(DateTimeOffset.UtcNow - before, Is.GreaterThan(TimeSpan.FromSeconds(0.3)));
    }

    [TestCase("stallBeforeHeaders", ConnectionEnd.StillOpen)]
    [TestCase("reset", ConnectionEnd.Reset)]
    [TestCase("close", ConnectionEnd.Closed)]
    public async Task No_byte_comes(string fault, ConnectionEnd end)
    {
        RawResponse answer = await Ask(fault);

        Assert.That((answer.Text, answer.End), Is.EqualTo(("", end)));
    }

    [TestCase("stallMidBody", ConnectionEnd.StillOpen)]
    [TestCase("halfBodyThenReset", ConnectionEnd.Reset)]
    [TestCase("halfBodyThenClose", ConnectionEnd.Closed)]
    public async Task Half_of_the_body_comes(string fault, ConnectionEnd end)
    {
        RawResponse answer = await Ask(fault);

        Assert.That(answer.End, Is.EqualTo(end));
        Assert.That(answer.Header("content-length"), Is.EqualTo(Text(Body.Length)));
        Assert.That((answer.Header("cf-ray"), answer.Header("x-emulator-fault")), Is.EqualTo((answer.Header("cf-ray") ?? "none", fault)));
        Assert.That(answer.Body, Is.EqualTo(Body[..(Body.Length / 2)]));
    }

    [Test]
    public async Task Truncated_json_is_sound_http()
    {
        RawResponse answer = await Ask("truncatedJson");

        Assert.That((answer.Status, answer.Body, answer.End), Is.EqualTo((200, Body[..(Body.Length / 2)], ConnectionEnd.StillOpen)));
        Assert.That(answer.Header("content-length"), Is.EqualTo(Text(Body.Length / 2)));
    }

    [Test]
    public async Task An_empty_200_has_no_body()
    {
        RawResponse answer = await Ask("emptyOk");

        Assert.That((answer.Status, answer.Header("content-length"), answer.Body), Is.EqualTo((200, "0", "")));
    }

    [Test]
    public async Task An_html_200_is_a_page()
    {
        RawResponse answer = await Ask("htmlOk");

        Assert.That((answer.Status, answer.Header("content-type")), Is.EqualTo((200, "text/html; charset=UTF-8")));
        Assert.That(answer.Body, Does.StartWith("<!DOCTYPE html>"));
    }

    [TestCase("wrongContentLength", 16)]
    [TestCase("""{"kind":"wrongContentLength","bytes":-5}""", -5)]
    public async Task A_wrong_length_is_wrong_by_so_many_bytes(string fault, int difference)
    {
        RawResponse answer = await Ask(fault);

        Assert.That(answer.Header("content-length"), Is.EqualTo(Text(Body.Length + difference)));
        Assert.That((answer.Body, answer.End), Is.EqualTo((Body, ConnectionEnd.Closed)));
    }

    [Test]
    public async Task Broken_gzip_cannot_be_unpacked()
    {
        RawResponse answer = await Ask("brokenGzip");

        Assert.That((answer.Status, answer.Header("content-encoding")), Is.EqualTo((200, "gzip")));
        Assert.That(() => Unpack(answer.Bytes[(answer.Head.Length + 4)..].ToArray()), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task A_gzip_bomb_unpacks_to_the_response_and_very_much_more()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _gateway.Logs + "/a/response");
        request.Headers.Authorization = new("Bearer", _gateway.Emulator.ApiToken);
        request.Headers.Add("x-emulator-fault", """{"kind":"gzipBomb","bytes":20000000}""");

        using HttpResponseMessage response = await client.SendAsync(request);
        var packed = await response.Content.ReadAsByteArrayAsync();
        var unpacked = Unpack(packed);

        Assert.That((unpacked.Length, packed.Length < 100_000), Is.EqualTo((20_000_000, true)));
        Assert.That(System.Text.Encoding.UTF8.GetString(unpacked).TrimEnd(), Is.EqualTo(Body));
    }

    [Test]
    public async Task Duplicate_rows_are_those_at_the_end_of_the_page_before()
    {
        _gateway.Emulator.AddLogs([Log("b", 1), Log("c", 2), Log("d", 3), Log("e", 4)]);
        _gateway.Emulator.AddFaults(new FaultRule { Kind = FaultKind.DuplicateRows, Operation = "ListGatewayLogs", Nth = 2 });

        string[] pages = [await Page(1), await Page(2), await Page(3)];

        Assert.That(pages, Is.EqualTo(new[] { "a b", "b c", "e" }));
    }

    private async Task<string> Page(int page) => (await _gateway.GetAsync($"?order_by=created_at&per_page=2&page={page}")).Ids;

    private async Task<RawResponse> Ask(string fault, int executions = 1)
    {
        RawResponse answer = await ClientConnection.ExchangeAsync(_gateway, "GET", "/a/response", "x-emulator-fault: " + fault);
        Assert.That(_gateway.Emulator.Requests.Count(request => request.Executed), Is.EqualTo(executions));
        return answer;
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
