using GatewayLogs.Cli.Failures;

namespace GatewayLogs.Tests;

public class NormalizedTextTests
{
    [TestCase("Rate limit reached for gpt-4o in organization org-Ab12Cd34 on tokens per min (TPM): Limit 30000, Used 29,870. Please try again in 1.203s.",
        "Rate limit reached for gpt-4o in organization <id> on tokens per min (TPM): Limit <number>, Used <number>. Please try again in <number>s.")]
    [TestCase("Incorrect API key provided: sk-proj-Abc*****xyz. You can find your API key at https://platform.openai.com/account/api-keys",
        "Incorrect API key provided: <key>. You can find your API key at <url>")]
    [TestCase("The model `gpt-9` does not exist or you do not have access to it.", "The model <name> does not exist or you do not have access to it.")]
    [TestCase("prompt is too long: 213462 tokens > 200000 maximum", "prompt is too long: <number> tokens > <number> maximum")]
    [TestCase("Invalid value: 'my secret prompt, which can't be shown'. It isn't allowed.", "Invalid value: <name>. It isn't allowed.")]
    [TestCase("Unexpected text \"a \\\"quoted\\\" prompt", "Unexpected text <name>")]
    [TestCase("Invalid JSON \"{\"prompt\":\"a secret\"}\" at position 12", "Invalid JSON <name> at position <number>")]
    [TestCase("Invalid body: [{\"role\": \"user\", \"content\": \"a sec", "Invalid body: <json>")]
    [TestCase("Invalid type for messages[0].content", "Invalid type for messages[<number>].content")]
    [TestCase("User jane.doe+test@example.co.uk has no access", "User <email> has no access")]
    [TestCase("Request 0190f7a2-1c3d-7e4f-8a9b-0c1d2e3f4a5b failed (req_011CSHoEeqs5C35K2UUqR7Fy)", "Request <id> failed (<id>)")]
    [TestCase("No log 01J4W6Z5QF3N8H2K7V9XBTCMRD at 2026-08-05T12:00:00.123Z", "No log <id> at <time>")]
    [TestCase("Connection to 10.0.0.1:443 failed", "Connection to <number> failed")]
    [TestCase("Bearer abc.def is invalid", "Bearer <key> is invalid")]
    [TestCase("The file-size of a user-defined call is too large", "The file-size of a user-defined call is too large")]
    [TestCase("cut off in the middle of “a quoted te", "cut off in the middle of <name>")]
    [TestCase(" several\n  lines\r\n", "several lines")]
    [TestCase("\u001b[31mred\u202e", "\ufffd[<number>mred\ufffd")]
    public void What_differs_between_two_messages_is_replaced(string message, string expected) =>
        Assert.That(NormalizedText.Normalize(message), Is.EqualTo(expected));

    [Test]
    public void A_long_message_is_shortened() => Assert.That(
        NormalizedText.Normalize(string.Concat(Enumerable.Repeat("word ", 100_000))), Has.Length.EqualTo(303).And.Contains(" … "));

    [TestCase("'")]
    [TestCase("a1-")]
    [TestCase("a@")]
    [TestCase("sk-")]
    [TestCase("*")]
    [TestCase("http://")]
    [CancelAfter(5_000)]
    public void A_hostile_message_takes_no_time(string part, CancellationToken cancellationToken)
    {
        var message = string.Concat(Enumerable.Repeat(part, 1_000_000));

        Assert.That(NormalizedText.Normalize(message), Has.Length.LessThan(400));
        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
    }
}
