using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Every member of an envelope is available through public API, in responses and in exceptions.</summary>
public class EnvelopeTests
{
    private static async Task<TException> FailAsync<TException>(string operation, int status, string body)
        where TException : GatewayLogsException
    {
        using var test = new TestClient();
        test.Respond((HttpStatusCode)status, body);
        return await Failure.OfFamilyAsync<TException>(() => test.Client.CallAsync(operation));
    }

    private static JToken[] Messages(GatewayLogsResponse? response) => [.. response!.Envelope!.Messages!.OfType<JToken>()];

    [Test]
    public async Task The_envelope_of_a_400_is_available()
    {
        var exception = await FailAsync<GatewayLogsException>(
            "ListGatewayLogs", 400, """{"errors":[{"message":"no"}],"result":{"hint":[1]},"success":false,"messages":["m"],"other":1}""");

        var envelope = (ErrorEnvelope)exception.HttpResponse!.Envelope!;
        Assert.That(
            (envelope.Result!.ToString(Formatting.None), envelope.Success, envelope.Errors!.Single().Message,
                Messages(exception.HttpResponse).Single().ToString(), envelope.AdditionalProperties["other"]),
            Is.EqualTo(("""{"hint":[1]}""", false, "no", "m", 1L)));
    }

    [TestCase("7002", "7002")]
    [TestCase("7002.5", "7002.5")]
    [TestCase("2147483648", "2147483648")]
    [TestCase("9223372036854775808", "9223372036854775808")]
    [TestCase("7.0e3", "7000")]
    [TestCase("\"10000\"", "10000")]
    public async Task The_error_code_of_a_404_can_be_any_number(string code, string shown)
    {
        var exception = await FailAsync<GatewayLogsException>(
            "GetGatewayLogDetail", 404, $$"""{"errors":[{"code":{{code}},"message":"Not Found"}],"success":false}""");

        Assert.That(exception.Errors.Single().Code, Is.EqualTo(decimal.Parse(shown, null)));
        Assert.That(exception.Message, Does.StartWith($"The service returned 404 with code {shown}:"));
        Assert.That(((ErrorEnvelope)exception.HttpResponse!.Envelope!).Success, Is.False);
    }

    [Test]
    public async Task A_failure_without_an_envelope_has_no_envelope()
    {
        Assert.That((await FailAsync<GatewayLogsException>("ListGatewayLogs", 502, "<html>")).HttpResponse!.Envelope, Is.Null);
        Assert.That((await FailAsync<GatewayLogsException>("ListGatewayLogs", 400, "null")).HttpResponse!.Envelope, Is.Null);
    }

    [TestCase("ListGatewayLogs")]
    [TestCase("GetGatewayLogDetail")]
    [TestCase("PatchGatewayLog")]
    [TestCase("DeleteGatewayLogs")]
    public async Task The_messages_of_a_failure_with_status_200_are_available(string operation)
    {
        var exception = await FailAsync<GatewayLogsException>(
            operation, 200, """{"success":false,"errors":[{"code":7000}],"messages":[{"text":"m"}],"result":null}""");

        var response = exception.HttpResponse ?? ((GatewayLogsException)exception.InnerException!).HttpResponse;
        Assert.That(Messages(response).Single().ToString(Formatting.None), Is.EqualTo("""{"text":"m"}"""));
    }

    [Test]
    public async Task The_messages_of_a_page_are_available()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, """{"success":true,"result":[],"messages":["one",{"two":2}]}""");

        var page = await test.Client.ListLogsAsync();

        Assert.That(Messages(page.HttpResponse).Select(message => message.ToString(Formatting.None)), Is.EqualTo(["\"one\"", """{"two":2}"""]));
    }

    [Test]
    public async Task The_raw_result_of_a_change_is_available()
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, """{"success":true,"result":"accepted"}""");

        var detail = await test.Client.UpdateLogAsync("a", new GatewayLogUpdate { Feedback = 1 });

        Assert.That(((PatchGatewayLogEnvelope)detail.HttpResponse!.Envelope!).Result, Is.EqualTo(new JValue("accepted")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_envelope_of_a_deletion_is_available(bool accepted)
    {
        using var test = new TestClient();
        test.Respond(HttpStatusCode.OK, $$$"""{"success":true,"result":{"success":{{{(accepted ? "true" : "false")}}}}}""");

        GatewayLogsResponse? response;
        try
        {
            response = await test.Client.SendDeleteAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true });
        }
        catch (GatewayLogsException exception)
        {
            response = exception.HttpResponse;
        }

        Assert.That(((DeleteGatewayLogsEnvelope)response!.Envelope!).Result!.Success, Is.EqualTo(accepted));
    }
}
