using GatewayLogs.Conversations;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Tests;

/// <summary>The sample data of the emulator is recognized.</summary>
public class SeededLogTests
{
    private static readonly List<EmulatedLog> s_logs =
        [.. LogSeeder.Generate(1, 5000, IdShape.ByDate, LogSeeder.DefaultEnd).Where(log => log.Request is not null)];

    [Test]
    public void Each_successful_log_has_messages_and_a_response_with_text()
    {
        var read = s_logs.Where(log => log.Success == true).Select(log => (log, Conversation: Read(log))).ToList();

        Assert.That(read, Has.Count.GreaterThan(4000));
        foreach (var (log, conversation) in read)
        {
            Assert.That(conversation.Unrecognized, Is.Empty, log.Id);
            Assert.That(conversation.Messages, Is.Not.Empty, log.Id);
            Assert.That(conversation.Response?.Text, Is.Not.Empty, log.Id);
            Assert.That(conversation.Error, Is.Null, log.Id);
        }
    }

    [Test]
    public void Each_failed_log_has_an_error_with_a_message()
    {
        var read = s_logs.Where(log => log.Success != true).Select(Read).ToList();

        Assert.That(read, Has.Count.GreaterThan(200));
        Assert.That(read.Select(conversation => conversation.Error?.Message), Has.All.Not.Empty);
        Assert.That(read.SelectMany(conversation => conversation.Unrecognized), Is.Empty);
    }

    [TestCase("openai")]
    [TestCase("anthropic")]
    [TestCase("google-ai-studio")]
    [TestCase("workers-ai")]
    public void Each_provider_has_plain_and_streamed_logs(string provider)
    {
        var logs = s_logs.Where(log => log.Provider == provider && log.Success == true).ToList();

        Assert.That(logs, Has.Count.GreaterThan(100));
        Assert.That(logs.Select(log => log.ResponseContentType), Is.SupersetOf(["text/event-stream", "application/json"]));
    }

    private static Conversation Read(EmulatedLog log) => ConversationReader.Read(
        log.Request!.Content,
        log.Response!.Content,
        new ConversationHints { Model = log.Model, Path = log.Path, ResponseContentType = log.ResponseContentType });
}
