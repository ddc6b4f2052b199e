using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>The kinds of <see cref="MessagePart"/>.</summary>
internal enum MessagePartKind
{
    Text,
    Reasoning,
    Call,
    Content,
}

/// <summary>A content of a message whose fragments are being collected.</summary>
internal sealed class MessagePart(MessagePartKind kind, string? slot)
{
    public MessagePartKind Kind => kind;

    public string? Slot => slot;

    /// <summary>Gets the text, or the JSON of the arguments of a call.</summary>
    public StringBuilder Text { get; } = new();

    public AIContent? Content { get; init; }

    /// <summary>Gets where a call is, for reports.</summary>
    public Node? Node { get; init; }

    public bool IsHosted { get; init; }

    public bool IsText { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? ProtectedData { get; set; }

    public AIContent? CreateContent(Findings findings) => kind switch
    {
        MessagePartKind.Text => new TextContent(Text.ToString()),
        MessagePartKind.Reasoning => new TextReasoningContent(Text.ToString()) { ProtectedData = ProtectedData },
        MessagePartKind.Call => CreateCall(findings),
        _ => Content,
    };

    private FunctionCallContent? CreateCall(Findings findings)
    {
        if (Name is null)
        {
            findings.Report(Node!, "A tool call without a name.");
            return null;
        }

        // Gemini's calls have no ids; calls and results belong together by name.
        var call = new FunctionCallContent(Id ?? Name, Name) { InformationalOnly = IsHosted };
        var arguments = Text.ToString();
        if (IsText)
        {
            call.Arguments = new Dictionary<string, object?> { ["input"] = arguments };
        }
        else if (StoredBody.ParseJson(arguments) is { ValueKind: JsonValueKind.Object } members)
        {
            call.Arguments = new Dictionary<string, object?>();
            foreach (var member in members.EnumerateObject())
            {
                call.Arguments[member.Name] = member.Value;
            }
        }
        else if (!string.IsNullOrWhiteSpace(arguments))
        {
            call.RawRepresentation = arguments;
            findings.Report(Node!, "The arguments of a tool call are not a JSON object; RawRepresentation has their text.");
        }

        return call;
    }
}
