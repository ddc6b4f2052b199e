using GatewayLogs.Cli.Export;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>The bodies of logs whose ids cannot be part of a URL fail, and the export continues.</summary>
public class BadIdExportTests
{
    private static readonly string[] s_badIds =
        [new string('x', 70_000), "a\u0001b", "\0", "line\nbreak", "\u0085", "..", ".", " ", "a/b", "a\\b", "a%2fb", "a?b", "a#b", "\u007f"];

    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(ExportBodies.Request | ExportBodies.Response, 2)]
    [TestCase(ExportBodies.Request, 1)]
    [TestCase(ExportBodies.Response, 1)]
    public async Task Their_bodies_fail_and_others_are_exported(int bodies, int sides)
    {
        using var service = Serve([.. s_badIds, "good"]);
        var plan = InProcessExport.Plan(_folder.GetPath("logs")) with { Bodies = (ExportBodies)bodies, CheckpointEvery = 2 };

        var report = await InProcessExport.RunAsync(service.Client, plan);
        var again = await InProcessExport.RunAsync(service.Client, plan);

        var states = Lines().ToDictionary(line => (string)line["id"]!, line => (string?)(line["request_body_state"] ?? line["response_body_state"]));
        Assert.That((report.Rows, report.FailedBodies, again.NewRows), Is.EqualTo((s_badIds.Length + 1L, s_badIds.Length * (long)sides, 0L)));
        Assert.That(states.Where(state => state.Value == "failed").Select(state => state.Key), Is.EquivalentTo(s_badIds));
        Assert.That(states["good"], Is.EqualTo("stored"));
    }

    [TestCase(ExportFormat.Csv)]
    [TestCase(ExportFormat.Parquet)]
    public async Task Their_logs_are_exported_in_every_format(int format)
    {
        using var service = Serve(s_badIds);

        var report = await InProcessExport.RunAsync(
            service.Client, InProcessExport.Plan(_folder.GetPath("logs"), (ExportFormat)format) with { Bodies = ExportBodies.Request });

        Assert.That((report.Rows, report.FailedBodies), Is.EqualTo((s_badIds.Length, s_badIds.Length)));
    }

    private static RawService Serve(IEnumerable<string> ids)
    {
        var service = new RawService();
        var createdAt = new DateTimeOffset(2026, 8, 5, 8, 0, 0, TimeSpan.Zero);
        foreach (var id in ids)
        {
            createdAt += TimeSpan.FromSeconds(1);
            service.Add(createdAt, $$"""{"id":{{JsonConvert.ToString(id)}},"created_at":"{{createdAt:yyyy-MM-ddTHH:mm:ss.fffZ}}"}""");
        }

        return service;
    }

    private IEnumerable<JObject> Lines() => File.ReadLines(_folder.GetPath("logs")).Select(JObject.Parse);
}
