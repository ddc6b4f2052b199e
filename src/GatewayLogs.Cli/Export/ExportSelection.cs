using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Export;

/// <summary>The logs to export.</summary>
/// <param name="Query">The filters and the search text, without time limits.</param>
/// <param name="Since">The lower limit (inclusive); null for none.</param>
/// <param name="Until">The upper limit (exclusive); null for none.</param>
/// <param name="CanonicalArguments">The options as typed. They identify the export, because a relative time resolves to another instant in
/// each run.</param>
internal sealed record ExportSelection(
    GatewayLogQuery Query, DateTimeOffset? Since, DateTimeOffset? Until, IReadOnlyDictionary<string, string> CanonicalArguments)
{
    /// <summary>Gets the statuses to export. Default: all.</summary>
    public StatusSelection Status { get; init; } = new([]);
}
