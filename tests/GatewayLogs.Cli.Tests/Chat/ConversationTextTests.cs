using GatewayLogs.Cli.Chat;

namespace GatewayLogs.Tests;

/// <summary>The text of stored conversations, of each provider and kind, on a terminal of 80 columns.</summary>
public class ConversationTextTests
{
    [TestCase("openai-chat-tool-result")]
    [TestCase("openai-chat-audio")]
    [TestCase("openai-chat-refusal")]
    [TestCase("openai-chat-stream-error")]
    [TestCase("openai-chat-stream-assembled")]
    [TestCase("openai-completions-plain")]
    [TestCase("openai-responses-stream")]
    [TestCase("azure-openai-content-filter")]
    [TestCase("anthropic-image")]
    [TestCase("anthropic-stream-thinking-tool")]
    [TestCase("bedrock-tool-result")]
    [TestCase("cloudflare-dlp-blocked")]
    [TestCase("cohere-v2-tool")]
    [TestCase("deepseek-stream-reasoning")]
    [TestCase("gemini-tool")]
    [TestCase("gemini-stream-array")]
    [TestCase("groq-reasoning")]
    [TestCase("mistral-stream-tool")]
    [TestCase("openrouter-image")]
    [TestCase("other-unknown")]
    [TestCase("perplexity-plain")]
    [TestCase("workers-ai-stream")]
    [TestCase("xai-plain")]
    public void A_conversation_on_a_terminal_matches_the_golden_file(string fixture)
    {
        var text = new ConversationText(TimeZoneInfo.Utc, 80, isBold: false).Write(Read(fixture));

        Assert.That(text.Split('\n').Select(line => line.Length), Is.All.LessThanOrEqualTo(80));
        GoldenFile.Compare($"show.{fixture}", text);
    }

    [Test]
    public void Control_characters_are_replaced_on_a_terminal_and_kept_in_a_pipe()
    {
        var shown = Read("""{"messages":[{"role":"user\u001b[2J","content":"red: \u001b[31m\r\n\tnext"}]}"""u8.ToArray(), []);

        Assert.That(new ConversationText(TimeZoneInfo.Utc, 80, isBold: false).Write(shown),
            Does.Contain("user\ufffd[2J\n  red: \ufffd[31m\n      next\n").And.Not.Contain('\u001b'));
        Assert.That(new ConversationText(TimeZoneInfo.Utc, null, isBold: false).Write(shown), Does.Contain("  red: \u001b[31m\n  \tnext\n"));
    }

    [Test]
    public void In_a_pipe_lines_are_not_wrapped()
    {
        var prompt = string.Join(' ', Enumerable.Repeat("word", 100));

        var text = new ConversationText(TimeZoneInfo.Utc, null, isBold: false).Write(
            Read(System.Text.Encoding.UTF8.GetBytes($$"""{"prompt":"{{prompt}}"}"""), []));

        Assert.That(text, Does.Contain($"\n  {prompt}\n"));
    }

    [Test]
    public void Only_headings_are_bold()
    {
        var text = new ConversationText(TimeZoneInfo.Utc, 80, isBold: true).Write(Read("""{"prompt":"Hi"}"""u8.ToArray(), []));

        Assert.That(text, Does.StartWith("\u001b[1muser\u001b[0m\n  Hi\n\n"));
    }

    private static LogConversation Read(string fixture)
    {
        var bodies = Fixture.Read(fixture);
        return Read(bodies.Request, bodies.Response);
    }

    private static LogConversation Read(byte[] request, byte[] response)
    {
        var log = new GatewayLogDetail
        {
            Id = "a", Provider = "provider", Model = "model", StatusCode = 200, TokensIn = 1200, TokensOut = 34, Cost = 0.00125m, Duration = 1500,
            CreatedAt = new DateTimeOffset(2026, 11, 2, 3, 4, 5, TimeSpan.Zero),
        };
        return new LogConversation(log, LogConversation.Read(log, request, response), []);
    }
}
