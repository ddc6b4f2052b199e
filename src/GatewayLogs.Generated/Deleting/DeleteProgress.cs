namespace GatewayLogs;

/// <summary>Holds the report of a deletion, and reports each change to the caller's progress handler.</summary>
internal sealed class DeleteProgress(TimeProvider time, IProgress<GatewayLogDeleteReport>? progress)
{
    public GatewayLogDeleteReport Report { get; private set; } = new() { StartedAt = time.GetUtcNow() };

    public void Update(GatewayLogDeleteReport report)
    {
        Report = report;
        progress?.Report(report);
    }

    /// <summary>Updates the report with an observation that was just made by listing logs.</summary>
    public void Observe(GatewayLogDeleteReport report) => Update(report with { CheckedAt = time.GetUtcNow() });
}
