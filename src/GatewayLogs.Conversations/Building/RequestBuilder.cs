using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Collects the messages and tools of a request.</summary>
internal sealed class RequestBuilder(Findings findings)
{
    public Findings Findings => findings;

    public List<ChatMessage> Messages { get; } = [];

    public List<ToolDefinition> Tools { get; } = [];

    /// <summary>Adds a message with the contents that <paramref name="read"/> reads.</summary>
    /// <param name="message">The message.</param>
    /// <param name="role">The provider's name of the role.</param>
    /// <param name="read">Reads the contents.</param>
    /// <param name="joins">Whether contents of the model belong to its message directly before them, such as its reasoning and its calls.</param>
    public void Add(Node message, string? role, Action<MessageBuilder> read, bool joins = false)
    {
        if (GetRole(role) is not { } chatRole)
        {
            findings.ReportUnknown(message, "message");
            return;
        }

        var builder = new MessageBuilder(findings);
        read(builder);
        var contents = builder.Build();
        var current = joins && chatRole == ChatRole.Assistant && Messages.LastOrDefault()?.Role == chatRole ? Messages[^1] : null;
        if (contents.Count == 0 && !joins)
        {
            Messages.Add(new ChatMessage(chatRole, contents));
        }

        foreach (var content in contents)
        {
            // Anthropic, Google and Bedrock have results of tools in messages of the user. Results are messages of their own here.
            var contentRole = chatRole == ChatRole.User && content is FunctionResultContent ? ChatRole.Tool : chatRole;
            if (current?.Role != contentRole)
            {
                current = new ChatMessage(contentRole, []) { AuthorName = contentRole == ChatRole.Tool ? null : message["name"].Text };
                Messages.Add(current);
            }

            current.Contents.Add(content);
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
        "USER" => ChatRole.User,
        "ASSISTANT" or "MODEL" or "CHATBOT" => ChatRole.Assistant,
        "SYSTEM" => ChatRole.System,
        "TOOL" or "FUNCTION" => ChatRole.Tool,
        _ => string.IsNullOrWhiteSpace(role) ? null : new ChatRole(role),
    };
}
