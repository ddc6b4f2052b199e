using GatewayLogs.Cli.Failures;

namespace GatewayLogs.Tests;

public class ErrorTextTests
{
    private const string Long =
        """{"error":{"message":"Incorrect API key \"caf\u00e9\" provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""";

    [TestCase("""{"error":{"message":"Rate limit reached.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""",
        "Rate limit reached.", TestName = "OpenAI")]
    [TestCase("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}""", "Overloaded", TestName = "Anthropic")]
    [TestCase("""{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""", "The model is overloaded.", TestName = "Gemini")]
    [TestCase("""[{"error":{"code":400,"message":"Invalid argument.","status":"INVALID_ARGUMENT"}}]""", "Invalid argument.", TestName = "A stream of Gemini")]
    [TestCase("""{"result":null,"success":false,"errors":[{"code":5007,"message":"No such model."}],"messages":[]}""", "No such model.",
        TestName = "Workers AI")]
    [TestCase("""{"success":false,"result":[],"messages":[],"error":[{"code":2029,"message":"Blocked by DLP."}]}""", "Blocked by DLP.",
        TestName = "Data loss prevention")]
    [TestCase("""{"errors":[{"message":"First."},{"message":"Second."},{"message":"First."}]}""", "First.\nSecond.", TestName = "Several errors")]
    [TestCase("""{"error":"Model not found"}""", "Model not found", TestName = "A text instead of an object")]
    [TestCase("""{"message":"invalid api token"}""", "invalid api token", TestName = "Cohere")]
    [TestCase("""{"detail":[{"loc":["body","n"],"msg":"field required","type":"missing"}]}""", "field required", TestName = "Mistral")]
    [TestCase("""{"__type":"ThrottlingException","Message":"Too many requests"}""", "Too many requests", TestName = "Bedrock")]
    [TestCase("""{"error":{"message":"","type":"server_error","code":null}}""", "server_error", TestName = "The type of an error without a message")]
    [TestCase("""{"error":{"code":1015}}""", "1015", TestName = "The code of an error without a message")]
    [TestCase("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
        "Overloaded", TestName = "An event of a stream")]
    [TestCase("<!DOCTYPE html>\n<html><head><title>502 Bad Gateway &amp; more</title></head>", "502 Bad Gateway & more",
        TestName = "The title of an HTML page")]
    [TestCase("\ufeffupstream connect error\n", "upstream connect error", TestName = "Plain text")]
    public void It_finds_the_message(string head, string expected) => Assert.That(ErrorText.Find(head), Is.EqualTo(expected));

    [TestCase("""{"choices":[]}""")]
    [TestCase("""{"error":null}""")]
    [TestCase("""{"id":"x","type":"message","content":"hello"}""")]
    [TestCase("""{"error": not JSON""")]
    [TestCase("<html>")]
    [TestCase("{")]
    [TestCase(" ")]
    public void A_response_without_an_error_has_no_message(string head) => Assert.That(ErrorText.Find(head), Is.Null);

    [Test]
    public void The_beginning_of_a_response_has_the_beginning_of_the_message()
    {
        var start = Long.IndexOf("Incorrect", StringComparison.Ordinal);
        var complete = ErrorText.Find(Long)!;

        Assert.Multiple(() =>
        {
            for (var length = 0; length <= Long.Length; length++)
            {
                var found = ErrorText.Find(Long[..length]);
                Assert.That(found, length <= start ? Is.Null : Is.EqualTo(complete[..found!.Length]), Long[..length]);
            }

            Assert.That(ErrorText.Find(Long[..^20]), Is.EqualTo("Incorrect API key \"café\" provided."));
        });
    }

    [Test]
    public void Deeply_nested_json_has_no_message() => Assert.That(ErrorText.Find(new string('[', 1_000)), Is.Null);
}
