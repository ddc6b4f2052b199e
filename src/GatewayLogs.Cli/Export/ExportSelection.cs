namespace GatewayLogs.Cli.Export;

/// <summary>Which logs an export is of.</summary>
/// <param name="Query">Conditions and search text, without limits of time.</param>
/// <param name="Since">The first instant; null for none.</param>
/// <param name="Until">The first instant that is too late; null for none.</param>
/// <param name="CanonicalArguments">What a person asked for, option and value: the same command line is the same export, though "2h ago" is another instant each time.</param>
internal sealed record ExportSelection(
    GatewayLogQuery Query, DateTimeOffset? Since, DateTimeOffset? Until, IReadOnlyDictionary<string, string> CanonicalArguments);
