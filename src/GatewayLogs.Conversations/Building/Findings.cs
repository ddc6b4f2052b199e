namespace GatewayLogs.Conversations;

/// <summary>Collects the parts of both bodies that were not recognized.</summary>
internal sealed class Findings
{
    private readonly List<UnrecognizedContent> _all = [];

    public IReadOnlyList<UnrecognizedContent> All => _all;

    public void Report(Node node, string reason) => _all.Add(new UnrecognizedContent(node.Path, reason));

    /// <summary>Reports a value by its type, or by its members if it has none.</summary>
    public void ReportUnknown(Node node, string what) => Report(
        node,
        node["type"].Text is { Length: > 0 and < 80 } type ? $"Unknown type of {what}: {type}."
        : node.IsObject ? $"Unknown form of {what}, with the members: {string.Join(", ", node.Names.Take(8))}."
        : $"Unknown form of {what}: JSON of the kind {node.Value.ValueKind}.");
}
