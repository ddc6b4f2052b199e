namespace GatewayLogs.Cli.Export;

/// <summary>What a run of an export did.</summary>
/// <param name="NewRows">How many rows this process wrote.</param>
/// <param name="Rows">How many rows are at rest.</param>
/// <param name="FailedBodies">How many bodies this process could not get.</param>
/// <param name="FailedIds">Of which logs, the first few.</param>
internal sealed record ExportReport(long NewRows, long Rows, int FailedBodies, IReadOnlyList<string> FailedIds);
