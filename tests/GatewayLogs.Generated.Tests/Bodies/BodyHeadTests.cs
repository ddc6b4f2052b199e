using System.Text;
using Newtonsoft.Json;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class BodyHeadTests
{
    private static TestClient Responding(string? head, bool isComplete, long size)
    {
        var detail = JsonConvert.SerializeObject(new
        {
            success = true,
            result = new
            {
                id = "a",
                request_head = head,
                request_head_complete = isComplete,
                request_size = size,
                request_content_type = "application/json",
                response_head = "",
                response_head_complete = true,
                response_size = 0,
            },
        });
        var test = new TestClient();
        test.Service.When("*/request").Respond(_ => TestClient.Ok(() => new ByteArrayContent("\"fetched\""u8.ToArray()))());
        test.Service.When("*").Respond(_ => TestClient.Ok(() => new ByteArrayContent(Encoding.UTF8.GetBytes(detail)))());
        return test;
    }

    private static async Task<(string Text, string? Type, int Requests)> ReadAsync(TestClient test)
    {
        using var bodies = await test.Client.GetLogBodiesAsync("a");
        Assert.That((bodies.Response.State, bodies.Response.ContentLength), Is.EqualTo((GatewayLogBodyState.Stored, 0)));
        return (Encoding.UTF8.GetString((await bodies.Request.ReadAsBytesAsync()).Span), bodies.Request.ContentType, test.Requests.Count);
    }

    [TestCase("""{"a":"héron🪶"}""")]
    [TestCase("plain text")]
    [TestCase("\ufeff{}")]
    public async Task Small_bodies_take_one_request(string body)
    {
        using var test = Responding(body, isComplete: true, Encoding.UTF8.GetByteCount(body));

        Assert.That(await ReadAsync(test), Is.EqualTo((body, "application/json", 1)));
    }

    [TestCase("{\"a\"", false, 4, Description = "the service says that there is more")]
    [TestCase("{}", true, 3, Description = "the size differs")]
    [TestCase("a\ufffd", true, 4, Description = "three bytes that are no text look like a replacement of the same size")]
    [TestCase("a\ud800", true, 4, Description = "half of a surrogate pair")]
    [TestCase(null, true, 0, Description = "no head")]
    public async Task A_body_head_that_may_be_incomplete_is_not_used_as_the_body(string? head, bool isComplete, long size)
    {
        using var test = Responding(head, isComplete, size);

        Assert.That(await ReadAsync(test), Is.EqualTo(("\"fetched\"", "application/json", 2)));
    }
}
