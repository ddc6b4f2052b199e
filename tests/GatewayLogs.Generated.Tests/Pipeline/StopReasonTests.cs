using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace GatewayLogs.Tests;

/// <summary>The exception and the log report why a failed request was not retried.</summary>
public class StopReasonTests
{
    private static Func<HttpResponseMessage> Reset { get; } = () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");

    private static IEnumerable<TestCaseData> Stops()
    {
        static TestCaseData Case(RetryStopReason reason, string operation, params Func<HttpResponseMessage>[] responses) =>
            new TestCaseData(reason, operation, responses).SetArgDisplayNames(reason.ToString(), operation);

        foreach (var operation in Operations.Names)
        {
            yield return Case(RetryStopReason.Final, operation, TestClient.Refusal(400));
            yield return Case(RetryStopReason.BeyondDeadline, operation, TestClient.Refusal(429, ("Retry-After", "120")));
            yield return Case(RetryStopReason.AttemptsUsed, operation, TestClient.Refusal(429));
        }

        yield return Case(RetryStopReason.NotIdempotent, "DeleteGatewayLogs", TestClient.Refusal(503));
        yield return Case(RetryStopReason.NotIdempotent, "DeleteGatewayLogs", Reset);
        yield return Case(RetryStopReason.Final, "PatchGatewayLog", TestClient.Refusal(409));
        yield return Case(RetryStopReason.AttemptsUsed, "PatchGatewayLog", Reset);
    }

    [TestCaseSource(nameof(Stops))]
    public async Task A_failure_reports_why_it_was_not_retried(RetryStopReason reason, string operation, Func<HttpResponseMessage>[] responses)
    {
        using var provider = new FakeLoggerProvider();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(provider));
        using var test = new TestClient(options => (options.MaxRetries, options.LoggerFactory) = (2, logging));
        test.RespondInSequence(responses);

        var exception = await Failure.OfFamilyAsync<GatewayLogsException>(() => test.RunAsync(operation));

        Assert.Multiple(() =>
        {
            Assert.That(exception.StopReason, Is.EqualTo(reason));
            Assert.That(provider.Collector.LatestRecord.Message, Does.EndWith($"Not retried: {reason}."));
        });
    }

    [Test]
    public async Task An_exhausted_retry_budget_is_reported()
    {
        using var test = TestClient.Retrying(TestClient.Refusal(500));
        for (var i = 0; i < 20; i++)
        {
            await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs"));
        }

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That(exception.StopReason, Is.EqualTo(RetryStopReason.BudgetExhausted));
    }

    [Test]
    public async Task An_exceeded_TotalTimeout_is_reported()
    {
        using var test = new TestClient(options => options.TotalTimeout = TimeSpan.FromSeconds(5));
        test.RespondInSequence(TestClient.GoodPage);
        test.Hangs = true;

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.RunAsync("ListGatewayLogs"));

        Assert.That((exception.StopReason, exception.Kind), Is.EqualTo((RetryStopReason.BeyondDeadline, FailureKind.TimedOut)));
    }
}
