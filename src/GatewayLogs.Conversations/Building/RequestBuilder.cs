using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Collects the messages and tools of a request.</summary>
internal sealed class RequestBuilder(Findings findings)
{
    public Findings Findings => findings;

    public List<ChatMessage> Messages { get; } = [];

    public List<ToolDefinition> Tools { get; } = [];

    /// <summary>Adds a message with the contents that <paramref name="read"/> reads.</summary>
    public void Add(Node message, string? role, Action<MessageBuilder> read)
    {
        if (GetRole(role) is not { } chatRole)
        {
            findings.ReportUnknown(message, "message");
            return;
        }

        var builder = new MessageBuilder(findings);
        read(builder);
        var contents = builder.Build();

        // Anthropic, Google and Bedrock have results of tools in messages of the user. Results are messages of their own here.
        if (chatRole == ChatRole.User && contents.Exists(content => content is FunctionResultContent))
        {
            foreach (var run in SplitResults(contents))
            {
                Messages.Add(new ChatMessage(run[0] is FunctionResultContent ? ChatRole.Tool : ChatRole.User, run));
            }
        }
        else
        {
            Messages.Add(new ChatMessage(chatRole, contents) { AuthorName = chatRole == ChatRole.Tool ? null : message["name"].Text });
        }
    }

    /// <summary>Adds a message with a text, if the node has one.</summary>
    public void AddText(ChatRole role, Node text)
    {
        if (text.Text is { } value)
        {
            Messages.Add(new ChatMessage(role, value));
        }
        else if (text.Exists)
        {
            findings.ReportUnknown(text, "text");
        }
    }

    private static ChatRole? GetRole(string? role) => role?.ToUpperInvariant() switch
    {
        null or "" => null,
        "USER" => ChatRole.User,
        "ASSISTANT" or "MODEL" or "CHATBOT" => ChatRole.Assistant,
        "SYSTEM" => ChatRole.System,
        "TOOL" or "FUNCTION" => ChatRole.Tool,
        _ when string.IsNullOrWhiteSpace(role) => null,
        _ => new ChatRole(role),
    };

    private static List<List<AIContent>> SplitResults(List<AIContent> contents)
    {
        List<List<AIContent>> runs = [];
        foreach (var content in contents)
        {
            if (runs is [.., { } last] && last[0] is FunctionResultContent == content is FunctionResultContent)
            {
                last.Add(content);
            }
            else
            {
                runs.Add([content]);
            }
        }

        return runs;
    }
}
