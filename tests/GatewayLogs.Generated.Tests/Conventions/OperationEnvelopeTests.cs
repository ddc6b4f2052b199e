using System.Net;

namespace GatewayLogs.Tests;

/// <summary>Rules for the envelope of every operation, including operations added later.</summary>
public class OperationEnvelopeTests
{
    /// <summary>The operations whose result callers do not need and the service may omit.</summary>
    private static readonly string[] s_withoutResult = ["DeleteGatewayLogs", "PatchGatewayLog"];

    private static readonly string[] s_noResult = ["""{"success":true,"result":null}""", """{"success":true}""", "{}"];

    private static readonly string[] s_failures = ["""{"success":false}""", """{"success":false,"result":null,"errors":[{"code":7002,"message":"No."}]}"""];

    private static IEnumerable<string> Enveloped =>
        from operation in ApiDocument.Operations.Select(operation => operation.Operation)
        where !ReferenceEquals(operation.ActualResponses["200"].Content["application/json"].Schema!.ActualSchema, ApiDocument.Schemas["GatewayLogBody"])
        select operation.OperationId;

    private static IEnumerable<string> WithResult => Enveloped.Except(s_withoutResult);

    [Test]
    public void Every_JSON_operation_has_an_envelope() => Assert.That(Enveloped, Is.SupersetOf(s_withoutResult).And.Contains("ListGatewayLogs"));

    [Test]
    public async Task A_response_without_a_result_throws(
        [ValueSource(nameof(WithResult))] string operation, [ValueSource(nameof(s_noResult))] string body)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));

        Assert.That(exception.Message, Does.Contain("has no result"));
    }

    [Test]
    public async Task A_response_without_a_result_succeeds_if_no_result_is_needed(
        [ValueSource(nameof(s_withoutResult))] string operation, [ValueSource(nameof(s_noResult))] string body)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        var task = test.Client.CallAsync(operation);
        await task;

        Assert.That(task.GetType().GetProperty("Result")!.GetValue(task), Is.Not.Null);
    }

    [Test]
    public async Task A_failure_with_status_200_throws(
        [ValueSource(nameof(Enveloped))] string operation, [ValueSource(nameof(s_failures))] string body)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, body);

        await Failure.OfFamilyAsync<GatewayLogsException>(() => test.Client.CallAsync(operation));
    }
}
