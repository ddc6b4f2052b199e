using System.Net;

namespace GatewayLogs.Tests;

public class RetryTests
{
    private static readonly int[] s_transient = [408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530];

    private static readonly int[] s_final = [301, 302, 400, 401, 403, 405, 410, 413, 414, 422, 501, 505, 519, 528];

    /// <summary>Responses that are lost, and after them those that are complete but damaged, which can be stored bodies.</summary>
    private static readonly OrderedDictionary<string, Func<HttpResponseMessage>> s_lostResponses = new()
    {
        ["reset"] = () => throw new HttpRequestException(HttpRequestError.Unknown, "reset"),
        ["closed"] = () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "closed"),
        ["cut"] = TestClient.Ok(() => new StreamContent(new CutStream())),
        ["stalled"] = TestClient.Ok(() => new StreamContent(new StalledStream("{\"success\""u8.ToArray()))),
        ["half json"] = TestClient.Ok(() => new ByteArrayContent("""{"success":true,"result":[{"id":"canary"""u8.ToArray())),
        ["empty"] = TestClient.Ok(() => new ByteArrayContent([])),
        ["html"] = TestClient.Ok(() => new StringContent("<html>canary</html>", null, "text/html")),
    };

    private static IEnumerable<TestCaseData> LostResponses =>
        from operation in Operations.AllButDelete
        from fault in s_lostResponses.Keys
        where !Operations.ReturnsBody(operation) || s_lostResponses.IndexOf(fault) < s_lostResponses.IndexOf("half json")
        select new TestCaseData(operation, fault);

    [Test]
    public async Task A_transient_status_is_retried(
        [ValueSource(typeof(Operations), nameof(Operations.AllButDelete))] string operation, [ValueSource(nameof(s_transient))] int status)
    {
        using var test = TestClient.Retrying(TestClient.Refusal(status), TestClient.Refusal(status), TestClient.GoodResponseTo(operation));

        await test.RunAsync(operation);

        Assert.That(test.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_permanent_status_throws_without_a_retry(
        [ValueSource(typeof(Operations), nameof(Operations.Names))] string operation, [ValueSource(nameof(s_final))] int status)
    {
        using var test = TestClient.Retrying(TestClient.Refusal(status), TestClient.GoodResponseTo(operation));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync(operation));

        Assert.That((test.Requests.Count, exception.Attempts, exception.StatusCode), Is.EqualTo((1, 1, (HttpStatusCode?)status)));
    }

    [TestCaseSource(nameof(LostResponses))]
    public async Task A_lost_or_damaged_response_is_retried(string operation, string fault)
    {
        using var test = TestClient.Retrying(s_lostResponses[fault], s_lostResponses[fault], TestClient.GoodResponseTo(operation));

        await test.RunAsync(operation);

        Assert.That(test.Requests, Has.Count.EqualTo(3));
    }

    [TestCase("ListGatewayLogs")]
    [TestCase("GetGatewayLogDetail")]
    public async Task A_response_without_a_result_is_retried(string operation)
    {
        using var test = TestClient.Retrying(
            TestClient.Ok(() => new ByteArrayContent("""{"success":true}"""u8.ToArray())), TestClient.GoodResponseTo(operation));

        await test.RunAsync(operation);

        Assert.That(test.Requests, Has.Count.EqualTo(2));
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task Every_operation_retries_a_429_and_a_refused_connection(string operation)
    {
        using var test = TestClient.Retrying(
            TestClient.Refusal(429), () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"), TestClient.GoodResponseTo(operation));

        await test.RunAsync(operation);

        Assert.That(test.Requests, Has.Count.EqualTo(3));
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task A_conflict_is_retried_once_and_only_by_reads(string operation)
    {
        using var test = TestClient.Retrying(TestClient.Refusal(409));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync(operation));

        var reads = operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal);
        Assert.That((exception.Attempts, test.Requests.Count), Is.EqualTo(reads ? (2, 2) : (1, 1)));
    }

    [TestCaseSource(typeof(Operations), nameof(Operations.Names))]
    public async Task An_untrusted_certificate_is_not_retried(string operation)
    {
        using var test = TestClient.Retrying(() => throw new HttpRequestException(
            HttpRequestError.SecureConnectionError, "tls", new System.Security.Authentication.AuthenticationException()));

        await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync(operation));

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_response_that_is_too_large_is_not_retried()
    {
        using var test = TestClient.Retrying(TestClient.Ok(() => new StreamContent(new EndlessStream())));

        // Reading takes real time; the clock is not advanced.
        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.ListLogsAsync());

        Assert.That((exception.Message.Contains("32 MiB", StringComparison.Ordinal), test.Requests.Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task After_five_retries_the_last_failure_is_thrown()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(500), TestClient.Refusal(502), TestClient.Refusal(503));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That((exception.Attempts, test.Requests.Count, (int?)exception.StatusCode), Is.EqualTo((6, 6, (int?)503)));
    }

    [Test]
    public async Task MaxRetries_can_be_set_per_call()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(500));

        await Failure.OfAsync<GatewayLogsException>(() => test.Time.RunAsync(
            test.Client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 1 }).ListLogsAsync()));

        Assert.That(test.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_retry_budget_of_a_client_is_exhausted_by_retries_and_refilled_by_successes()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(500));
        for (var i = 0; i < 20; i++)
        {
            await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs"));
        }

        Assert.That(test.Requests, Has.Count.EqualTo(20 * 6), "a budget of 500 pays for 100 retries at 5 each");
        await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs"));
        Assert.That(test.Requests, Has.Count.EqualTo((20 * 6) + 1));

        test.Service.Clear();
        test.RespondInSequence(TestClient.GoodPage);
        for (var i = 0; i < 5; i++)
        {
            await test.RunAsync("ListGatewayLogs");
        }

        test.Service.Clear();
        test.RespondInSequence(TestClient.Refusal(500));
        test.Requests.Clear();
        await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs"));
        Assert.That(test.Requests, Has.Count.EqualTo(2), "five successes pay for one retry");
    }
}
