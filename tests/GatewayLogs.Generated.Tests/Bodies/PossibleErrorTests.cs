using System.Net;
using System.Text;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>A 200 that can be a stored body or an error of the service, which the log decides.</summary>
public class PossibleErrorTests
{
    private const string Page = "<html>canary</html>";

    private const string Failure200 = """{"result":null,"success":false,"errors":[{"code":5007,"message":"No such model"}],"messages":[]}""";

    private static TestClient Responding(string body, string mediaType, string log, int maxRetries = 0, string? later = null)
    {
        var test = new TestClient(options => options.MaxRetries = maxRetries);
        var turn = 0;
        test.Service.When("*/re*s*")
            .With(request => request.RequestUri!.AbsolutePath.Split('/')[^1] is "request" or "response")
            .Respond(_ => turn++ == 0 || later is null
                ? TestClient.Ok(() => new StringContent(body, Encoding.UTF8, mediaType))()
                : TestClient.Ok(() => new StringContent(later, Encoding.UTF8, "application/json"))());
        test.Service.When("*").Respond(_ => TestClient.Ok(() => new StringContent($$"""{"success":true,"result":{"id":"a",{{log}} } }""", Encoding.UTF8))());
        return test;
    }

    private static async Task<string> ReadAsync(TestClient test, bool isRequest = false, bool unwrap = true)
    {
        using var body = await test.Time.RunAsync(isRequest ? test.Client.GetLogRequestAsync("a", unwrap) : test.Client.GetLogResponseAsync("a", unwrap));
        return Encoding.UTF8.GetString((await body.ReadAsBytesAsync()).Span);
    }

    [TestCase(true, """ "request_content_type":"text/html" """)]
    [TestCase(false, """ "response_content_type":"text/html; charset=utf-8" """)]
    public async Task An_HTML_page_is_the_body_of_a_log_with_HTML(bool isRequest, string log)
    {
        using var test = Responding(Page, "text/html", log, maxRetries: 5);

        Assert.That(await ReadAsync(test, isRequest), Is.EqualTo(Page));
        Assert.That(test.Requests, Has.Count.EqualTo(2), "the body and the log");
    }

    [Test]
    public async Task An_HTML_page_of_a_log_with_JSON_is_retried_and_never_returned()
    {
        using TestClient recovers = Responding(Page, "TEXT/HTML", """ "response_content_type":"application/json" """, maxRetries: 2, later: "{}"),
            persists = Responding(Page, "text/html", """ "response_content_type":"application/json" """, maxRetries: 2),
            once = Responding(Page, "text/html", """ "response_content_type":null """);

        Assert.That(await ReadAsync(recovers), Is.EqualTo("{}"));
        var persistent = await Failure.OfAsync<GatewayLogsException>(() => ReadAsync(persists));
        var single = await Failure.OfAsync<GatewayLogsException>(() => ReadAsync(once));
        Assert.That(persistent.ToString(), Does.Contain("HTML page").And.Not.Contain("canary"));
        Assert.That((persistent.StopReason, single.StopReason, single.Attempts), Is.EqualTo((RetryStopReason.AttemptsUsed, RetryStopReason.AttemptsUsed, 1)));
        Assert.That(once.Requests, Has.Count.EqualTo(2), "the body and the log");
    }

    [Test]
    public async Task A_failure_envelope_is_the_body_of_a_failed_call()
    {
        using var test = Responding(Failure200, "application/json", """ "success":false """);

        Assert.That(await ReadAsync(test), Is.EqualTo(Failure200));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task A_failure_envelope_is_an_exception_for_requests_and_successful_calls(bool isRequest, bool succeeded)
    {
        using var test = Responding(Failure200, "application/json", $""" "success":{(succeeded ? "true" : "false")} """);

        var exception = await Failure.OfAsync<GatewayLogsException>(() => ReadAsync(test, isRequest));

        Assert.That((exception.Errors.Single().Code, exception.StopReason), Is.EqualTo((5007, RetryStopReason.Final)));
    }

    [TestCase(Page, "text/html")]
    [TestCase(Failure200, "application/json")]
    public async Task Without_unwrapping_any_success_is_the_body(string body, string mediaType)
    {
        using var test = Responding(body, mediaType, """ "success":true """);

        Assert.That(await ReadAsync(test, unwrap: false), Is.EqualTo(body));
        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_HTML_page_of_a_deleted_log_is_a_missing_body()
    {
        using var test = new TestClient();
        test.Service.When("*/response").Respond(_ => TestClient.Ok(() => new StringContent(Page, Encoding.UTF8, "text/html"))());
        test.Service.When("*").Respond(HttpStatusCode.NotFound, "application/json", Repository.Example("GetGatewayLogRequest.404"));

        using var body = await test.Client.GetLogResponseAsync(Operations.Id);

        Assert.That(body.State, Is.EqualTo(GatewayLogBodyState.Gone));
    }
}
