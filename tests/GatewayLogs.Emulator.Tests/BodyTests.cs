using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class BodyTests
{
    [TestCase("""{"a" : 1.0e0,"seed":12345678901234567890, "a":"\u00e9é\/"}""", "application/json")]
    [TestCase("  \n[1 ,2]\t", "application/json; charset=utf-8")]
    [TestCase("\"text\"", "application/problem+json")]
    public async Task Json_is_returned_byte_for_byte_in_an_envelope(string body, string contentType)
    {
        await using var gateway = await Gateway.StartAsync(
            null, Log("a") with { Request = EmulatedBody.FromText(body, contentType), Response = EmulatedBody.FromText("{}") });

        var response = await gateway.GetAsync("/a/request");

        Assert.That(response.Text, Is.EqualTo($$"""{"success":true,"result":{{body}},"errors":[],"messages":[]}"""));
        Assert.That(response.Headers["Content-Type"], Is.EqualTo("application/json"));
    }

    [Test]
    public async Task Other_bodies_are_returned_without_an_envelope_and_with_their_own_type(
        [Values("text/event-stream", "audio/mpeg", "application/json")] string contentType)
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(number => (byte)number)];
        await using var gateway = await Gateway.StartAsync(null, Log("a") with { Response = new EmulatedBody(bytes, contentType) });

        var response = await gateway.GetAsync("/a/response");

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Bytes.ToArray(), Is.EqualTo(bytes));
        Assert.That(response.Headers["Content-Type"], Is.EqualTo(contentType));
    }

    [Test]
    public async Task Ten_megabytes_of_deeply_nested_json_are_returned_byte_for_byte()
    {
        var body = new string('[', 5 * 1024 * 1024) + new string(']', 5 * 1024 * 1024);
        await using var gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { Quirks = new EmulatorQuirks { BareBodies = true } }, Log("a") with { Response = EmulatedBody.FromText(body) });

        Assert.That((await gateway.GetAsync("/a/response")).Text == body, Is.True);
        Assert.That((await gateway.GetAsync("/a")).Result["response_size"]!.GetValue<int>(), Is.EqualTo(body.Length));
    }

    [Test]
    public async Task An_empty_body_is_returned_as_a_body()
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a") with { Request = EmulatedBody.FromText("", "text/plain") });

        var body = await gateway.GetAsync("/a/request");
        var detail = await gateway.GetAsync("/a");

        Assert.That((body.Status, body.Text), Is.EqualTo((200, "")));
        Assert.That(
            (detail.Raw("result", "request_head"), detail.Raw("result", "request_head_complete"), detail.Raw("result", "request_size")),
            Is.EqualTo(("\"\"", "true", "0")));
    }

    [Test]
    public async Task A_body_that_was_not_stored_is_not_found()
    {
        await using var gateway = await Gateway.StartAsync(null, Log("a") with { Request = EmulatedBody.FromText("{}") });

        var response = await gateway.GetAsync("/a/response");

        Assert.That((response.Status, response.Errors), Is.EqualTo((404, "7002")));
        Assert.That((await gateway.GetAsync("/a/request")).Status, Is.EqualTo(200));
    }
}
