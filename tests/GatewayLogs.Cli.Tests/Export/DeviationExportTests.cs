using System.Text.Json;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Tests;

/// <summary>
/// Exports of services that deviate from the OpenAPI document, including later runs: each log is written once, or the export fails.
/// </summary>
public class DeviationExportTests
{
    private static readonly int s_seeds = Proof.Size(8, otherwise: 2, quick: 1);

    public static IEnumerable<string> Deviations => Deviation.All.Select(deviation => deviation.Name);

    [TestCaseSource(nameof(Deviations))]
    public async Task An_export_is_exact_or_fails(string name)
    {
        var deviation = Deviation.All.Single(deviation => deviation.Name == name);
        for (var seed = 0; seed < s_seeds; seed++)
        {
            await RunAsync(deviation, seed);
        }
    }

    private static async Task RunAsync(Deviation deviation, int seed)
    {
        using var folder = new TemporaryFolder();
        var time = new HastyTime(HastyTime.Now + (seed * 7_919 % 1_000));
        var plan = new ExportPlan
        {
            Selection = new ExportSelection(new GatewayLogQuery(), null, null, new Dictionary<string, string>()),
            Source = "account/gateway",
            Output = folder.GetPath("logs.ndjson"),
            Format = ExportFormat.Ndjson,
        };
        var scenario = new DeviationScenario(deviation, seed, time.GetUtcNow, plan.IndexingDelay);
        plan = plan with
        {
            Selection = plan.Selection with
            {
                Query = new GatewayLogQuery { Filters = scenario.Model is { } model ? [LogFilter.Model.EqualTo(model)] : [] },
                Since = scenario.After is { } after ? DateTimeOffset.FromUnixTimeMilliseconds(after + 1) : null,
                Until = scenario.Before is { } before ? DateTimeOffset.FromUnixTimeMilliseconds(before) : null,
            },
        };
        using var service = scenario.Service;
        List<string> exported = [];
        for (var run = 0; run < 2; run++)
        {
            var failure = await ExportAsync(plan, service, time);
            List<string> ids = File.Exists(plan.Output) ? [.. (await File.ReadAllLinesAsync(plan.Output)).Select(GetId)] : [];
            if (scenario.FindBreach(ids[exported.Count..], isDescending: false, failure, exported) is { } breach)
            {
                Assert.Fail($"{breach}: {scenario}, run {run}");
            }

            if (failure is not null)
            {
                return;
            }

            exported = ids;
            time.Advance(TimeSpan.FromMinutes(25));
            scenario.Pass(TimeSpan.FromMinutes(25));
        }
    }

    private static async Task<Exception?> ExportAsync(ExportPlan plan, DeviatingService service, HastyTime time)
    {
        using var http = new HttpClient(service, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new GatewayLogsClientOptions { AccountId = "account", GatewayId = "gateway", ApiToken = "token", RateLimit = null };
        time.SetOn(options);
        using var progress = new CommandProgress("Exporting", time, isQuiet: true, terminal: null);
        try
        {
            await new ExportRun(plan, new GatewayLogsClient(options, http), progress, time).RunAsync(CancellationToken.None);
            return null;
        }
        catch (GatewayLogsException exception) when (exception is GatewayLogsInconsistentResponseException or GatewayLogsFilterIgnoredException)
        {
            return exception;
        }
    }

    private static string GetId(string line)
    {
        using var log = JsonDocument.Parse(line);
        return log.RootElement.GetProperty("id").GetString()!;
    }
}
