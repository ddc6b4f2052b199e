namespace GatewayLogs;

/// <summary>The logs of a deletion.</summary>
/// <param name="Ids">Their ids, oldest first; null when they are too many to list.</param>
/// <param name="Preview">What a caller sees of them before they are deleted.</param>
internal sealed record SelectedLogs(IReadOnlyList<string>? Ids, GatewayLogDeletePreview Preview);
