namespace GatewayLogs.Cli.Export;

/// <summary>The result of one run of an export, also of one that failed.</summary>
/// <param name="NewRows">The number of rows that this process wrote.</param>
/// <param name="Rows">The number of persisted rows of all runs.</param>
/// <param name="FailedBodies">The number of bodies that could not be read in this run, including before an interruption.</param>
/// <param name="FailedIds">The ids of the first few logs with failed bodies in this process.</param>
internal sealed record ExportReport(long NewRows, long Rows, long FailedBodies, IReadOnlyList<string> FailedIds)
{
    /// <summary>Gets the number of logs that all runs left out, by reason; null if the format has a row for each log.</summary>
    public IReadOnlyDictionary<string, long>? LeftOut { get; init; }

    /// <summary>Gets the first instant of this run; null for none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the instant after the last of this run; null if the run did not start.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Gets whether all logs until then are exported.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Gets the files that this process wrote or appended to.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
