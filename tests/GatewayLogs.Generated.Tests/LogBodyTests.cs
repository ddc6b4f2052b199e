using System.Net;
using System.Text;

namespace GatewayLogs.Tests;

[Category("GetGatewayLogRequest")]
[Category("GetGatewayLogResponse")]
public class LogBodyTests
{
    internal static Task GetGatewayLogRequestAsync(GatewayLogsClient client, CancellationToken token) =>
        client.GetLogRequestAsync(Operations.Id, cancellationToken: token);

    internal static Task GetGatewayLogResponseAsync(GatewayLogsClient client, CancellationToken token) =>
        client.GetLogResponseAsync(Operations.Id, cancellationToken: token);

    private static IEnumerable<string> BodyOperations => ["GetGatewayLogRequest", "GetGatewayLogResponse"];

    private static Task<GatewayLogBody> GetAsync(TestClient test, string operation, bool unwrap = true) => operation == "GetGatewayLogRequest"
        ? test.Client.GetLogRequestAsync(Operations.Id, unwrap)
        : test.Client.GetLogResponseAsync(Operations.Id, unwrap);

    private static async Task<string> ReadAsync(TestClient test, string operation, bool unwrap = true)
    {
        using var body = await GetAsync(test, operation, unwrap);
        return Encoding.UTF8.GetString((await body.ReadAsBytesAsync()).Span);
    }

    [TestCaseSource(nameof(BodyOperations))]
    public async Task An_enveloped_body_is_unwrapped_byte_for_byte(string operation)
    {
        using var test = TestClient.RespondingWith($"{operation}.200");

        // The bare example is the same payload without an envelope and with a trailing line feed.
        Assert.That(await ReadAsync(test, operation), Is.EqualTo(Repository.Example($"{operation}.200.bare").TrimEnd('\n')));
    }

    [TestCaseSource(nameof(BodyOperations))]
    public async Task A_bare_body_is_returned_byte_for_byte(string operation)
    {
        using var test = TestClient.RespondingWith($"{operation}.200.bare");

        Assert.That(await ReadAsync(test, operation), Is.EqualTo(Repository.Example($"{operation}.200.bare")));
    }

    [TestCaseSource(nameof(BodyOperations))]
    public async Task Without_unwrapping_the_envelope_is_returned_unchanged(string operation)
    {
        using var test = TestClient.RespondingWith($"{operation}.200");

        Assert.That(await ReadAsync(test, operation, unwrap: false), Is.EqualTo(Repository.Example($"{operation}.200")));
    }

    [TestCase("""{"success":true,"result":1,"extra":2}""", Description = "a foreign member")]
    [TestCase("""{"success":"true","result":1}""", Description = "success is not a boolean")]
    [TestCase("""{"success":true}""", Description = "no result")]
    [TestCase("""{"result":1}""", Description = "no success")]
    [TestCase("""{"success":true,"result":1,"result":2}""", Description = "two results")]
    [TestCase("""{"success":false,"errors":[]}""", Description = "a failure returned by a provider")]
    [TestCase("""[{"success":true,"result":1}]""", Description = "an array")]
    [TestCase("""{"success":true,"\ud800":1,"result":1}""", Description = "a name with half a surrogate pair")]
    [TestCase("""{"success":true,"resul\ud800":1}""", Description = "one that begins as ours do")]
    [TestCase("null")]
    [TestCase("\"text\"")]
    [TestCase("1e400")]
    public async Task A_body_that_is_not_exactly_an_envelope_is_the_payload(string body)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        Assert.That(await ReadAsync(test, "GetGatewayLogResponse"), Is.EqualTo(body));
    }

    [TestCase("""{"success":true,"result":null}""", "null")]
    [TestCase("""{"result":[1, 2],"success":true}""", "[1, 2]")]
    [TestCase("""{ "result" : "a\"}b" , "messages":[{"a":[]}], "success":true, "errors":null }""", "\"a\\\"}b\"")]
    [TestCase("""{"success":true,"result":{"success":true,"result":1}}""", """{"success":true,"result":1}""", Description = "unwrapped once")]
    [TestCase("""{"success":true,"result":{"a":1,"a":2,"d":"\ud800"},"result_info":{}}""", """{"a":1,"a":2,"d":"\ud800"}""")]
    public async Task An_envelope_returns_exactly_the_bytes_of_its_result(string body, string payload)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        Assert.That(await ReadAsync(test, "GetGatewayLogResponse"), Is.EqualTo(payload));
    }

    [Test]
    public async Task Bytes_that_are_not_JSON_are_returned_unchanged_with_their_media_type()
    {
        byte[] bytes = [0xff, 0x00, 0xfe, 0x0a, 0x7b];
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, bytes, "audio/mpeg");

        using var body = await test.Client.GetLogResponseAsync(Operations.Id);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(body.ContentType, Is.EqualTo("audio/mpeg"));
            Assert.That((await body.ReadAsBytesAsync()).ToArray(), Is.EqualTo(bytes));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_can_be_read_as_a_stream(bool unwrap)
    {
        using var test = TestClient.RespondingWith("GetGatewayLogRequest.200.bare");
        using var body = await test.Client.GetLogRequestAsync(Operations.Id, unwrap);

        using var reader = new StreamReader(await body.ReadAsStreamAsync());

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await reader.ReadToEndAsync(), Is.EqualTo(Repository.Example("GetGatewayLogRequest.200.bare")));
            Assert.That(body.ContentType, Is.EqualTo("application/json"));
            Assert.That(body.HttpResponse.RayId, Is.EqualTo("8f2a6c1d9e4b7a30-AMS"));
        });
    }

    [TestCase("")]
    [TestCase("{\"a\":[1,2")]
    [TestCase("{\"success\":true,\"result\":{}}}")]
    [TestCase("{\"success\":true,\"result\":{\"prompt\":\"text")]
    [TestCase("data: {\"delta\":1}\n\ndata: [DONE]\n\n")]
    [TestCase("{\"success\":true,\"result\":1}\n{\"success\":true,\"result\":2}\n")]
    public async Task A_body_that_is_not_JSON_is_returned_in_one_request_whatever_its_media_type(string text)
    {
        using var test = new TestClient(options => options.MaxRetries = 5);
        test.Respond(HttpStatusCode.OK, text);

        Assert.That(await ReadAsync(test, "GetGatewayLogResponse"), Is.EqualTo(text));
        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [TestCase("application/problem+json")]
    [TestCase("text/plain")]
    public async Task A_body_that_was_stored_under_its_own_media_type_has_no_envelope(string mediaType)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, """{"success":true,"result":1}""", mediaType);

        Assert.That(await ReadAsync(test, "GetGatewayLogResponse"), Is.EqualTo("""{"success":true,"result":1}"""));
    }

    [Test]
    public async Task An_enveloped_body_of_any_depth_is_unwrapped()
    {
        var payload = new string('[', 100_000) + new string(']', 100_000);
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, $$"""{"success":true,"result":{{payload}}}""");

        Assert.That(await ReadAsync(test, "GetGatewayLogResponse"), Is.EqualTo(payload));
    }

    [TestCaseSource(nameof(BodyOperations))]
    public async Task Status_204_is_a_body_that_is_not_stored(string operation)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.NoContent, "");

        using var body = await GetAsync(test, operation);

        Assert.That((body.State, body.HttpResponse.RayId), Is.EqualTo((GatewayLogBodyState.NotStored, "8f2a6c1d9e4b7a30-AMS")));
    }

    [TestCaseSource(nameof(BodyOperations))]
    public async Task A_failure_envelope_throws_with_its_errors(string operation)
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.200.success-false");

        var exception = await Failure.OfAsync<GatewayLogsException>(() => GetAsync(test, operation));

        Assert.That(exception.Errors.Select(error => error.Code), Is.EqualTo([7000]));
    }
}
