using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Collects the contents of one message, which a stream splits into fragments.</summary>
/// <remarks>Fragments with the same slot belong together. Without a slot, each text is a content of its own.</remarks>
internal sealed class MessageBuilder(Findings findings)
{
    private readonly List<MessagePart> _parts = [];

    public Findings Findings => findings;

    /// <summary>Gets the size of the contents, to find out which of two forms of the same message is more complete.</summary>
    public int Length => _parts.Sum(part => part.Content is null ? part.Text.Length : 1);

    public void AddText(string? text, string? slot = null)
    {
        if (!string.IsNullOrEmpty(text))
        {
            GetLast(MessagePartKind.Text, slot).Text.Append(text);
        }
    }

    public void AddReasoning(string? text, string? slot = null, string? protectedData = null)
    {
        if (!string.IsNullOrEmpty(text) || protectedData is not null)
        {
            var part = GetLast(MessagePartKind.Reasoning, slot);
            part.Text.Append(text);
            part.ProtectedData = string.IsNullOrEmpty(protectedData) ? part.ProtectedData : protectedData;
        }
    }

    /// <summary>Adds an image, a sound, a file or the like, or reports that there is none.</summary>
    public void Add(AIContent? content, Node node)
    {
        if (content is null)
        {
            findings.Report(node, "Neither valid data nor a URL nor a file id.");
        }
        else
        {
            _parts.Add(new MessagePart(MessagePartKind.Content, null) { Content = content });
        }
    }

    /// <summary>Adds a tool call, or a fragment of the call with the same slot.</summary>
    /// <param name="node">The call, for reports.</param>
    /// <param name="id">The id, if the fragment has one.</param>
    /// <param name="name">The name, if the fragment has one.</param>
    /// <param name="arguments">An object, or a string with a fragment of its JSON. In the first event of a stream, the object is empty.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="isHosted">Whether the provider runs the tool.</param>
    /// <param name="isText">Whether the tool has a text as its only argument, instead of JSON.</param>
    public void AddCall(Node node, string? id, string? name, Node arguments, string? slot = null, bool isHosted = false, bool isText = false)
    {
        // Some providers have the same index for all calls of a stream, so that only the ids differ.
        var part = _parts.FindLast(part => part.Kind == MessagePartKind.Call && slot is not null && part.Slot == slot);
        if (part is null || (!string.IsNullOrEmpty(id) && part.Id is not null && part.Id != id))
        {
            part = new MessagePart(MessagePartKind.Call, slot) { Node = node, IsHosted = isHosted, IsText = isText };
            _parts.Add(part);
        }

        part.Id ??= string.IsNullOrEmpty(id) ? null : id;
        part.Name ??= string.IsNullOrEmpty(name) ? null : name;
        part.Text.Append(arguments.Text ?? (arguments.Names.Any() || arguments.IsArray ? arguments.Value.GetRawText() : ""));
    }

    /// <summary>Adds the result of a tool call: a text, JSON, or the contents that <paramref name="read"/> reads.</summary>
    public void AddResult(string? id, Node result, Action<Node, MessageBuilder>? read = null, bool isError = false)
    {
        var value = result.Text ?? (object?)(result.Exists ? result.Value : null);
        if (result.IsArray && read is not null)
        {
            var nested = new MessageBuilder(findings);
            foreach (var item in result.Items)
            {
                read(item, nested);
            }

            var contents = nested.Build();
            value = contents is [TextContent text] ? text.Text : contents;
        }

        AdditionalPropertiesDictionary? properties = isError ? new() { ["is_error"] = true } : null;
        Add(new FunctionResultContent(id ?? "", value) { AdditionalProperties = properties }, result);
    }

    /// <summary>Returns the contents in the order of their first fragments.</summary>
    public List<AIContent> Build() => [.. _parts.Select(part => part.CreateContent(findings)).OfType<AIContent>()];

    private MessagePart GetLast(MessagePartKind kind, string? slot)
    {
        if (slot is null || _parts is not [.., { } last] || last.Kind != kind || last.Slot != slot)
        {
            last = new MessagePart(kind, slot);
            _parts.Add(last);
        }

        return last;
    }
}
