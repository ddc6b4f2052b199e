using System.Net;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

public class FailureTests
{
    private const string Canary = "canary-prompt-9Zk";

    private static IEnumerable<TestCaseData> FailingResponses()
    {
        (string Name, string Body, string Type)[] bodies =
        [
            ("json", $$$"""{"success":false,"errors":[{"code":7009,"message":"{{{Canary}}}"}],"messages":["{{{Canary}}}"],"result":{"a":"{{{Canary}}}"}}""",
                "application/json"),
            ("html", $"<html><title>{Canary}</title></html>", "text/html"),
            ("empty", "", "application/json"),
            ("cut", $$$"""{"success":false,"errors":[{"message":"{{{Canary}}}""", "application/json"),
            ("array", $"[\"{Canary}\"]", "application/json"),
            ("odd errors", $$$"""{"errors":{"a":"{{{Canary}}}"}}""", "application/json"),
        ];
        foreach (var operation in Operations.Names)
        {
            foreach (var status in new[] { 201, 204, 301, 400, 401, 403, 404, 409, 429, 500, 502, 503, 524 })
            {
                foreach (var (name, body, type) in bodies)
                {
                    // A missing body is a state, and a change without content in its response is a success.
                    if ((status is 404 or 204 && operation is "GetGatewayLogRequest" or "GetGatewayLogResponse")
                        || (status == 204 && operation is "PatchGatewayLog" or "DeleteGatewayLogs" && name is "empty" or "odd errors"))
                    {
                        continue;
                    }

                    yield return new TestCaseData(operation, (HttpStatusCode)status, body, type).SetArgDisplayNames(
                        operation, status.ToString(null, null), name);
                }
            }
        }
    }

    [TestCaseSource(nameof(FailingResponses))]
    public async Task Every_failing_status_throws_with_status_and_Ray_ID_but_without_token_or_body(
        string operation, HttpStatusCode status, string body, string type)
    {
        using var test = new TestClient();
        test.Respond(status, body, type);

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));

        Assert.Multiple(() =>
        {
            Assert.That(exception.StatusCode, Is.EqualTo(status));
            Assert.That(exception.RayId, Is.EqualTo("8f2a6c1d9e4b7a30-AMS"));
            Assert.That(exception.Message, Does.Contain($"{(int)status}").And.Contain("8f2a6c1d9e4b7a30-AMS"));
            Assert.That(exception.ToString(), Does.Not.Contain(Canary).And.Not.Contain(TestClient.ApiToken));
        });
    }

    [Test]
    public async Task A_change_with_status_202_or_204_succeeds(
        [Values("PatchGatewayLog", "DeleteGatewayLogs")] string operation, [Values(202, 204)] int status,
        [Values("", """{"success":true,"result":null}""")] string body)
    {
        using var test = new TestClient();
        test.Respond((HttpStatusCode)status, body);

        await test.Client.CallAsync(operation);

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    private static IEnumerable<string> ErrorExamples => Repository.Examples().Where(name =>
        !name.Contains(".20", StringComparison.Ordinal) && name is not ("GetGatewayLogRequest.404" or "GetGatewayLogResponse.404"));

    [TestCaseSource(nameof(ErrorExamples))]
    public async Task Every_error_example_reports_its_errors(string example)
    {
        using var test = TestClient.RespondingWith(example);

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.Client.CallAsync(example.Split('.')[0]));

        var expected = Newtonsoft.Json.Linq.JObject.Parse(Repository.Example(example))["errors"]!;
        Assert.That(
            exception.Errors.Select(error => (error.Code, error.Message)),
            Is.EqualTo(expected.Select(error => ((int?)error["code"], (string?)error["message"]))));
    }

    [Test]
    public async Task The_pointer_to_the_invalid_input_is_available()
    {
        using var test = TestClient.RespondingWith("ListGatewayLogs.400.filter-value-bare");

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That(string.Join('.', exception.Errors.Single().Path!), Is.EqualTo("query.filters.0.value"));
    }

    [Test]
    public async Task A_429_reports_how_long_to_wait()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.TooManyRequests, Repository.Example("ListGatewayLogs.429"), headers: ("Retry-After", "42"));

        var exception = await Failure.OfAsync<GatewayLogsRateLimitException>(() => test.Client.ListLogsAsync());

        Assert.Multiple(() =>
        {
            Assert.That(exception.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(42)));
            Assert.That(exception.Message, Does.Contain("after 42 s").And.Contain("971"));
        });
    }

    private static IEnumerable<string> UnreadableBodies =>
    [
        "",
        "null",
        "not json",
        "[]",
        $"<html>{Canary}</html>",
        $$"""{"success":true,"result":[{"id":"{{Canary}}""",
        """{"success":true,"result":[]} trailing""",
        $$"""{"success":true,"result":"{{Canary}}"}""",
    ];

    [Test]
    public async Task An_unreadable_200_throws_and_never_returns_null(
        [Values("ListGatewayLogs", "GetGatewayLogDetail")] string operation, [ValueSource(nameof(UnreadableBodies))] string body)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));

        Assert.Multiple(() =>
        {
            Assert.That(exception.ToString(), Does.Contain("8f2a6c1d9e4b7a30-AMS").And.Not.Contain(Canary));
            Assert.That(exception.InnerException, Is.Null, "a parser's exception quotes the body");
        });
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task A_truncated_response_throws_a_GatewayLogsException(string operation)
    {
        using var test = new TestClient();
        test.Service.When("*").Respond(_ => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new CutStream()) { Headers = { ContentType = new("application/json") } },
        });

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));

        Assert.That(exception.Message, Does.Contain("cut off"));
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task An_unreachable_service_throws_a_GatewayLogsException(string operation)
    {
        using var test = new TestClient();
        test.Service.When("*").Throw(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));

        Assert.That(exception.StatusCode, Is.Null);
        Assert.That(exception.Message, Does.Contain("ConnectionError").And.Contain("CLOUDFLARE_API_BASE_URL"));
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task A_cancellation_by_the_caller_throws_OperationCanceledException(string operation)
    {
        using var source = new CancellationTokenSource();
        using var test = new TestClient();
        test.Service.When("*").Respond(async _ =>
        {
            await source.CancelAsync();
            source.Token.ThrowIfCancellationRequested();
            return new HttpResponseMessage();
        });

        var exception = await Failure.OfAsync<OperationCanceledException>(() => test.Client.CallAsync(operation, source.Token));

        Assert.That(exception.CancellationToken, Is.EqualTo(source.Token));
    }

    [Test]
    public async Task A_timeout_does_not_throw_OperationCanceledException()
    {
        using var test = new TestClient();
        test.Service.When("*").Throw(new TaskCanceledException("timeout", new TimeoutException("timeout", new TaskCanceledException())));

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Client.ListLogsAsync());

        Assert.That(exception.Message, Does.Contain("timeout"));
    }
}
