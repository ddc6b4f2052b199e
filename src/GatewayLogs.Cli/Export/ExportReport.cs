namespace GatewayLogs.Cli.Export;

/// <summary>What a run of an export did.</summary>
/// <param name="NewRows">How many rows this process wrote.</param>
/// <param name="Rows">How many rows are at rest.</param>
/// <param name="FailedBodies">How many bodies could not be had since the export was started anew, before an interruption as well.</param>
/// <param name="FailedIds">Of which logs, the first few that this process met.</param>
internal sealed record ExportReport(long NewRows, long Rows, long FailedBodies, IReadOnlyList<string> FailedIds);
