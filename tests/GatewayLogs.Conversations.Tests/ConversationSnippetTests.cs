using GatewayLogs.Conversations;

namespace GatewayLogs.Tests;

/// <summary>The snippet of the package readme. ProseTests compares the texts.</summary>
[NonParallelizable]
public class ConversationSnippetTests
{
    [Test]
    public void The_snippet_prints_the_conversation()
    {
        var before = Console.Out;
        using var shown = new StringWriter();
        Console.SetOut(shown);
        try
        {
            var request = """{"model":"gpt-4o","messages":[{"role":"user","content":"Where is my order?"}]}"""u8.ToArray();
            var response = """{"choices":[{"message":{"content":"On its way."},"finish_reason":"stop"}]}"""u8.ToArray();

            var conversation = ConversationReader.Read(request, response);
            Console.WriteLine($"{conversation.Messages[0].Role}: {conversation.Messages[0].Text}");
            Console.WriteLine($"{conversation.Response?.FinishReason}: {conversation.Response?.Text}");
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.That(shown.ToString(), Is.EqualTo("user: Where is my order?\nstop: On its way.\n"));
    }
}
