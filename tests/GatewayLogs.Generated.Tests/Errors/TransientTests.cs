using System.Net;
using System.Security.Authentication;

namespace GatewayLogs.Tests;

public class TransientTests
{
    private static readonly Dictionary<string, Func<HttpResponseMessage>> s_responses = new()
    {
        ["429"] = TestClient.Refusal(429),
        ["503"] = TestClient.Refusal(503),
        ["524"] = TestClient.Refusal(524),
        ["400"] = TestClient.Refusal(400),
        ["404"] = TestClient.Refusal(404),
        ["501"] = TestClient.Refusal(501),
        ["302"] = TestClient.Refusal(302),
        ["success false"] = TestClient.Ok(() => new ByteArrayContent("""{"success":false}"""u8.ToArray())),
        ["reset"] = () => throw new HttpRequestException(HttpRequestError.Unknown, "reset"),
        ["cut"] = TestClient.Ok(() => new StreamContent(new CutStream())),
        ["stalled"] = TestClient.Ok(() => new StreamContent(new StalledStream("{"u8.ToArray()))),
        ["empty"] = TestClient.Ok(() => new ByteArrayContent([])),
        ["refused connection"] = () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        ["untrusted certificate"] = () => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "ssl", new AuthenticationException()),
    };

    private static IEnumerable<string> Responses => s_responses.Keys;

    [TestCaseSource(nameof(Responses))]
    public async Task A_failure_is_transient_exactly_if_the_client_retries_a_read(string response)
    {
        using var once = new TestClient();
        once.RespondInSequence(s_responses[response]);
        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => once.RunAsync("ListGatewayLogs"));

        using var test = TestClient.Retrying(s_responses[response], TestClient.GoodPage);
        try
        {
            await test.RunAsync("ListGatewayLogs");
        }
        catch (GatewayLogsException)
        {
            // Only the number of requests is asserted.
        }

        Assert.That(exception.IsTransient, Is.EqualTo(test.Requests.Count > 1));
        Assert.That(exception.WasSent, Is.EqualTo(response is not ("refused connection" or "untrusted certificate")));
    }

    [TestCase("reset")]
    [TestCase("503")]
    public async Task A_deletion_that_may_have_been_executed_is_not_transient(string response)
    {
        using var test = new TestClient();
        test.RespondInSequence(s_responses[response]);

        var exception = await Failure.OfAsync<GatewayLogsDeleteOutcomeUnknownException>(() => test.RunAsync("DeleteGatewayLogs"));

        Assert.That((exception.IsTransient, exception.WasSent), Is.EqualTo((false, true)));
    }

    [Test]
    public void Exceptions_created_by_a_stub_are_transient_like_those_of_the_client() => Assert.Multiple(() =>
    {
        Assert.That(new GatewayLogsTimeoutException("slow") { Timeout = TimeSpan.FromSeconds(30), Attempts = 6 }.IsTransient);
        Assert.That(new GatewayLogsRateLimitException("wait").IsTransient);
        Assert.That(new GatewayLogsException("broken", new GatewayLogsResponse(503)).IsTransient);
        Assert.That(new GatewayLogsException("lost") { IsTransient = true, WasSent = false }, Has.Property("IsTransient").True.And.Property("WasSent").False);
        Assert.That(new GatewayLogsDeleteOutcomeUnknownException("lost", new IOException()).IsTransient, Is.False);
        Assert.That(new GatewayLogsException("no such log", new GatewayLogsResponse((int)HttpStatusCode.NotFound)).IsTransient, Is.False);
    });
}
