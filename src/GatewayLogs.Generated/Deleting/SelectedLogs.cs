namespace GatewayLogs;

/// <summary>The logs that a deletion selected.</summary>
/// <param name="Ids">The ids, oldest first; null if there are too many to list.</param>
/// <param name="Preview">The preview for the caller's confirmation.</param>
internal sealed record SelectedLogs(IReadOnlyList<string>? Ids, GatewayLogDeletePreview Preview);
