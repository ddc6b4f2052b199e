using GatewayLogs.Conversations;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Tests;

public class HintTests
{
    [Test]
    public void The_model_of_the_log_is_used_if_the_response_names_none()
    {
        var hints = new ConversationHints { Model = "@cf/meta/llama-3.1-8b-instruct" };

        Assert.That(Read("workers-ai-plain", hints).Response!.ModelId, Is.EqualTo("@cf/meta/llama-3.1-8b-instruct"));
        Assert.That(Read("gemini-plain", hints).Response!.ModelId, Is.EqualTo("gemini-2.5-flash"));
    }

    [TestCase("v1/embeddings")]
    [TestCase("v1/moderations")]
    [TestCase("openai/v1/audio/speech")]
    public void A_request_whose_path_is_of_another_operation_is_reported(string path)
    {
        var conversation = Read("openai-responses-plain", new ConversationHints { Path = path });

        Assert.That(conversation.Messages, Is.Empty);
        Assert.That(conversation.Unrecognized.Single().Path, Is.EqualTo("request"));
        Assert.That(conversation.Unrecognized.Single().Reason, Does.Contain(path));
    }

    [TestCase("audio/mpeg")]
    [TestCase("image/png")]
    public void A_response_that_is_an_image_or_a_sound_is_data(string contentType)
    {
        byte[] bytes = [1, 2, 3];

        var conversation = ConversationReader.Read(default, bytes, new ConversationHints { ResponseContentType = contentType });

        var content = (DataContent)conversation.Response!.Messages.Single().Contents.Single();
        Assert.That((content.MediaType, content.Data.ToArray()), Is.EqualTo((contentType, bytes)));
        Assert.That(conversation.Unrecognized, Is.Empty);
    }

    [TestCase("application/json")]
    [TestCase("text/html")]
    [TestCase("nonsense")]
    [TestCase("")]
    public void Other_content_types_do_not_matter(string contentType) =>
        Assert.That(Read("openai-chat-plain", new ConversationHints { ResponseContentType = contentType }).Response!.Text, Does.StartWith("It left"));

    private static Conversation Read(string name, ConversationHints hints)
    {
        var fixture = Fixture.Read(name);
        return ConversationReader.Read(fixture.Request, fixture.Response, hints);
    }
}
