using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Progress;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

/// <summary>Runs exports in the process of the test, for tests that run hundreds of exports.</summary>
internal static class InProcessExport
{
    public static DateTimeOffset Now { get; } = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ExportPlan Plan(string output, ExportFormat format = ExportFormat.Ndjson) => new()
    {
        Selection = new ExportSelection(new GatewayLogQuery(), null, null, new Dictionary<string, string>()),
        Source = "a/g",
        Output = output,
        Format = format,
    };

    public static async Task<ExportReport> RunAsync(
        GatewayLogsClient client, ExportPlan plan, DateTimeOffset? now = null, CancellationToken cancellationToken = default)
    {
        var time = new FakeTimeProvider(now ?? Now);
        using var progress = new CommandProgress("Exporting", time, isQuiet: true, terminal: null);
        return await new ExportRun(plan, client, progress, time).RunAsync(cancellationToken);
    }
}
