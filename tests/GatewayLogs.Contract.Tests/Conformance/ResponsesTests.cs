using System.Net;
using System.Text;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Tests of the check that runs on every emulator response in every test run.</summary>
public class ResponsesTests
{
    private const string Logs = "/accounts/a/ai-gateway/gateways/g/logs";

    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"result":[{"id":"a","cost":null}],"result_info":{"page":1}}""")]
    [TestCase("GET", $"{Logs}/a", 404, "application/json; charset=utf-8", """{"success":false,"errors":[{"code":7002,"message":"Not Found"}]}""")]
    [TestCase("GET", $"{Logs}/a/request", 200, "application/json", """{"any":"thing"}""")]
    [TestCase("GET", $"{Logs}/a/response", 200, "text/event-stream", "data: [DONE]")]
    [TestCase("DELETE", Logs, 200, "application/json", """{"success":true,"result_info":{"total_count":5}}""")]
    [TestCase("DELETE", Logs, 202, "application/json", """{"success":true}""")]
    [TestCase("DELETE", Logs, 202, null, "")]
    [TestCase("DELETE", Logs, 204, null, "")]
    [TestCase("DELETE", Logs, 502, "text/html; charset=UTF-8", "<html>")]
    [TestCase("DELETE", $"{Logs}/a", 405, "application/json", """{"success":false,"errors":[]}""")]
    [TestCase("GET", "/user", 404, "application/json", """{"success":false}""")]
    public void A_response_that_matches_the_document_passes(string method, string path, int status, string? contentType, string body) =>
        Assert.That(Violations(method, path, status, contentType, body), Is.Empty);

    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"result":[{"id":5}]}""", "id", TestName = "A field of another type")]
    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"result":[{}]}""", "id", TestName = "A field that is missing")]
    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"result":[{"id":"a","cached":null}]}""", "cached",
        TestName = "A null where none may be")]
    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"result":[{"id":"a","created_at":"yesterday"}]}""", "created_at",
        TestName = "A time of another form")]
    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"result_info":{"total_count":"5"}}""", "total_count", TestName = "A count that is text")]
    [TestCase("GET", Logs, 200, "application/json", "{'success':true}", "not JSON", TestName = "JSON with apostrophes")]
    [TestCase("GET", Logs, 200, "application/json", """{"success":true,"resu""", "not JSON", TestName = "JSON cut short")]
    [TestCase("GET", Logs, 200, "text/html", "<html>", "text/html", TestName = "Another content type")]
    [TestCase("GET", Logs, 204, null, "", "204", TestName = "A success of another status")]
    [TestCase("DELETE", Logs, 204, "application/json", """{"success":true}""", "204", TestName = "A body where none can be")]
    [TestCase("DELETE", Logs, 200, null, "", "content type", TestName = "No body where one has to be")]
    [TestCase("DELETE", Logs, 202, "application/json", """{"result_info":{"total_count":"5"}}""", "total_count", TestName = "A hint that is text")]
    [TestCase("PATCH", $"{Logs}/a", 500, "application/json", """{"errors":{}}""", "errors", TestName = "A failure of another form")]
    [TestCase("POST", Logs, 201, "application/json", "{}", "201", TestName = "A success of no operation")]
    public void A_response_that_violates_the_document_is_reported(
        string method, string path, int status, string? contentType, string body, string reason) =>
        Assert.That(string.Join('\n', Violations(method, path, status, contentType, body)), Does.Contain(reason));

    [Test]
    public async Task Every_API_response_of_an_emulator_is_checked_and_other_responses_are_not()
    {
        var before = ConformanceResults.Current.Count;
        await using (var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Logs = 1 }))
        {
            using var client = new HttpClient();
            using var refused = await client.GetAsync(new Uri(emulator.BaseAddress, "user"));
            using var elsewhere = await client.GetAsync(new Uri(emulator.BaseAddress, "/elsewhere"));

            Assert.That((refused.StatusCode, elsewhere.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.NotFound)));
        }

        Assert.That(ConformanceResults.Current.Count - before, Is.EqualTo(1));
    }

    private static IEnumerable<string> Violations(string method, string path, int status, string? contentType, string body) =>
        ApiDocument.Violations(method, path, status, contentType, Encoding.UTF8.GetBytes(body));
}
