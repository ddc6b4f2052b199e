namespace GatewayLogs.Tests;

[LongTest]
public class EditedDocumentTests
{
    private static readonly string s_document = File.ReadAllText(Repository.GetPath("openapi/ai-gateway-logs.yaml"));

    private VendoredSources _sources = null!;

    [OneTimeSetUp]
    public async Task RestoreAsync()
    {
        _sources = await VendoredSources.CopyAsync();
        await _sources.RestoreAsync();
    }

    [OneTimeTearDown]
    public void Delete() => _sources.Dispose();

    [TestCase("tags: [AI Gateway Logs]", "tags: [AI Gateway Logs", "GL0001: Exception during deserialization")]
    [TestCase("      operationId: PatchGatewayLog\n", "", "GL0002: paths.")]
    public async Task A_build_with_an_invalid_document_reports_only_that_error(string old, string current, string error)
    {
        await EditAsync(old, current);

        var run = await _sources.TryBuildLibraryAsync("Release");

        var errors = run.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct();
        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(errors, Has.Exactly(1).Items.And.All.Match($@"gateway-logs/openapi/ai-gateway-logs\.yaml\(\d+,\d+\): error {error}"), run.Output);
    }

    [Test]
    public async Task Two_configurations_can_build_concurrently_after_the_document_changed()
    {
        await EditAsync("The page number,", "The Page Number,");

        var runs = await Task.WhenAll(_sources.TryBuildLibraryAsync("Debug"), _sources.TryBuildLibraryAsync("Release"));

        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, string.Concat(runs.Select(run => run.Output)));
        Assert.That(
            await File.ReadAllTextAsync(_sources.GetPath("gateway-logs/src/GatewayLogs.Generated/Generated/GatewayLogsClient.g.cs")),
            Does.Contain("The Page Number,"));
    }

    private Task EditAsync(string old, string current)
    {
        Assert.That(s_document, Does.Contain(old));
        return File.WriteAllTextAsync(
            _sources.GetPath("gateway-logs/openapi/ai-gateway-logs.yaml"), s_document.Replace(old, current, StringComparison.Ordinal));
    }
}
