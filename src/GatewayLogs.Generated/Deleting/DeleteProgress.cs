namespace GatewayLogs;

/// <summary>Holds the report of a deletion, and passes each change of it on.</summary>
internal sealed class DeleteProgress(TimeProvider time, IProgress<GatewayLogDeleteReport>? progress)
{
    public GatewayLogDeleteReport Report { get; private set; } = new() { StartedAt = time.GetUtcNow() };

    public void Update(GatewayLogDeleteReport report)
    {
        Report = report;
        progress?.Report(report);
    }

    /// <summary>Takes what was just observed by listing.</summary>
    public void Observe(GatewayLogDeleteReport report) => Update(report with { CheckedAt = time.GetUtcNow() });
}
