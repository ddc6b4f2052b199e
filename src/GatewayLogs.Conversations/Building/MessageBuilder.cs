using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Collects the contents of one message, which a stream splits into fragments.</summary>
/// <remarks>Fragments with the same slot belong together. Without a slot, each text is a content of its own.</remarks>
internal sealed class MessageBuilder(Findings findings)
{
    private readonly List<Part> _parts = [];

    private enum PartKind
    {
        Text,
        Reasoning,
        Call,
        Content,
    }

    public Findings Findings => findings;

    /// <summary>Gets the number of characters of the contents, to find out which of two forms of the same message is more complete.</summary>
    public int Length => _parts.Sum(part => part.Content is null ? part.Text.Length : 1);

    public void AddText(string? text, string? slot = null) => Append(PartKind.Text, text, slot);

    public void AddReasoning(string? text, string? slot = null, string? protectedData = null)
    {
        if ((protectedData is null ? Append(PartKind.Reasoning, text, slot) : Append(PartKind.Reasoning, text ?? "", slot, keepEmpty: true)) is { } part)
        {
            part.ProtectedData = protectedData ?? part.ProtectedData;
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
            _parts.Add(new Part(PartKind.Content, null) { Content = content });
        }
    }

    /// <summary>Adds a tool call, or a fragment of the call with the same slot.</summary>
    /// <param name="node">The call, for reports.</param>
    /// <param name="id">The id, if the fragment has one.</param>
    /// <param name="name">The name, if the fragment has one.</param>
    /// <param name="arguments">An object, or a string with a fragment of its JSON.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="isHosted">Whether the provider runs the tool.</param>
    /// <param name="isText">Whether the tool has a text as its only argument, instead of JSON.</param>
    public void AddCall(Node node, string? id, string? name, Node arguments, string? slot = null, bool isHosted = false, bool isText = false)
    {
        // Some providers have the same index for all calls of a stream, so that only the ids differ.
        var part = _parts.FindLast(part => part.Kind == PartKind.Call && slot is not null && part.Slot == slot);
        if (part is null || (!string.IsNullOrEmpty(id) && part.Id is not null && part.Id != id))
        {
            part = new Part(PartKind.Call, slot) { Node = node };
            _parts.Add(part);
        }

        part.Id ??= string.IsNullOrEmpty(id) ? null : id;
        part.Name ??= string.IsNullOrEmpty(name) ? null : name;
        part.IsHosted |= isHosted;
        part.IsText |= isText;
        part.Text.Append(arguments.Text ?? (arguments.Exists ? arguments.Value.GetRawText() : ""));
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
        _parts.Add(new Part(PartKind.Content, null) { Content = new FunctionResultContent(id ?? "", value) { AdditionalProperties = properties } });
    }

    /// <summary>Returns the contents in the order of their first fragments.</summary>
    public List<AIContent> Build() => [.. _parts.Select(CreateContent).OfType<AIContent>()];

    private Part? Append(PartKind kind, string? text, string? slot, bool keepEmpty = false)
    {
        if (string.IsNullOrEmpty(text) && !keepEmpty)
        {
            return null;
        }

        if (slot is null || _parts is not [.., { } last] || last.Kind != kind || last.Slot != slot)
        {
            last = new Part(kind, slot);
            _parts.Add(last);
        }

        last.Text.Append(text);
        return last;
    }

    private AIContent? CreateContent(Part part) => part.Kind switch
    {
        PartKind.Text => new TextContent(part.Text.ToString()),
        PartKind.Reasoning => new TextReasoningContent(part.Text.ToString()) { ProtectedData = string.IsNullOrEmpty(part.ProtectedData) ? null : part.ProtectedData },
        PartKind.Call => CreateCall(part),
        _ => part.Content,
    };

    private FunctionCallContent? CreateCall(Part part)
    {
        if (part.Name is null)
        {
            findings.Report(part.Node!, "A tool call without a name.");
            return null;
        }

        // Gemini's calls have no ids; calls and results belong together by name.
        var call = new FunctionCallContent(part.Id ?? part.Name, part.Name) { InformationalOnly = part.IsHosted };
        var arguments = part.Text.ToString();
        if (part.IsText)
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
            findings.Report(part.Node!, "The arguments of a tool call are not a JSON object; RawRepresentation has their text.");
        }

        return call;
    }

    private sealed class Part(PartKind kind, string? slot)
    {
        public PartKind Kind => kind;

        public string? Slot => slot;

        public StringBuilder Text { get; } = new();

        public AIContent? Content { get; init; }

        public Node? Node { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public string? ProtectedData { get; set; }

        public bool IsHosted { get; set; }

        public bool IsText { get; set; }
    }
}
