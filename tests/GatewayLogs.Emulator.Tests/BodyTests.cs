using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests;

public sealed class BodyTests
{
    [TestCase("""{"a" : 1.0e0,"seed":12345678901234567890, "a":"\u00e9é\/"}""", "application/json")]
    [TestCase("  \n[1 ,2]\t", "application/json; charset=utf-8")]
    [TestCase("\"text\"", "application/problem+json")]
    public async Task Json_comes_back_byte_for_byte_in_an_envelope(string body, string contentType)
    {
        await using Gateway gateway = await Gateway.StartAsync(
            null, Log("a") with { Request = EmulatedBody.FromText(body, contentType), Response = EmulatedBody.FromText("{}") });

        Answered answer = await gateway.GetAsync("/a/request");

        Assert.That(answer.Text, Is.EqualTo($$"""{"success":true,"result":{{body}},"errors":[],"messages":[]}"""));
        Assert.That(answer.Headers["Content-Type"], Is.EqualTo("application/json"));
    }

    [Test]
    public async Task Other_bodies_come_back_bare_with_their_own_type(
        [Values("text/event-stream", "audio/mpeg", "application/json")] string contentType)
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(number => (byte)number)];
        await using Gateway gateway = await Gateway.StartAsync(null, Log("a") with { Response = new EmulatedBody(bytes, contentType) });

        Answered answer = await gateway.GetAsync("/a/response");

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Bytes.ToArray(), Is.EqualTo(bytes));
        Assert.That(answer.Headers["Content-Type"], Is.EqualTo(contentType));
    }

    [Test]
    public async Task Ten_megabytes_of_deep_json_come_back_byte_for_byte()
    {
        var body = new string('[', 5 * 1024 * 1024) + new string(']', 5 * 1024 * 1024);
        await using Gateway gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { Quirks = new EmulatorQuirks { BareBodies = true } }, Log("a") with { Response = EmulatedBody.FromText(body) });

        Assert.That((await gateway.GetAsync("/a/response")).Text == body, Is.True);
        Assert.That((await gateway.GetAsync("/a")).Result["response_size"]!.GetValue<int>(), Is.EqualTo(body.Length));
    }

    [Test]
    public async Task An_empty_body_is_a_body()
    {
        await using Gateway gateway = await Gateway.StartAsync(null, Log("a") with { Request = EmulatedBody.FromText("", "text/plain") });

        Answered body = await gateway.GetAsync("/a/request");
        Answered detail = await gateway.GetAsync("/a");

        Assert.That((body.Status, body.Text), Is.EqualTo((200, "")));
        Assert.That(
            (detail.Raw("result", "request_head"), detail.Raw("result", "request_head_complete"), detail.Raw("result", "request_size")),
            Is.EqualTo(("\"\"", "true", "0")));
    }

    [Test]
    public async Task A_body_that_was_not_kept_is_not_found()
    {
        await using Gateway gateway = await Gateway.StartAsync(null, Log("a") with { Request = EmulatedBody.FromText("{}") });

        Answered answer = await gateway.GetAsync("/a/response");

        Assert.That((answer.Status, answer.Errors), Is.EqualTo((404, "7002")));
        Assert.That((await gateway.GetAsync("/a/request")).Status, Is.EqualTo(200));
    }
}
