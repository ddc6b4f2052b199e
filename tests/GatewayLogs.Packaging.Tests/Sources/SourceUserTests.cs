namespace GatewayLogs.Tests;

public class SourceUserTests
{
    private const string Generating = "Generating the client";

    [Test]
    public async Task A_repository_with_rules_of_its_own_builds_the_library_without_a_warning_and_generates_it_only_when_the_document_changed()
    {
        using var sources = new VendoredSources();

        var first = await sources.BuildAsync();
        Assert.That(first, Does.Contain("0 Warning(s)").And.Contains("Application.dll"));

        var second = await sources.BuildAsync();
        Assert.That(second, Does.Contain("0 Warning(s)").And.Not.Contains(Generating).And.Not.Contains("dotnet-nswag"));

        await File.AppendAllTextAsync(sources.PathOf("gateway-logs/openapi/ai-gateway-logs.yaml"), "\n");
        var changed = await sources.GenerateAsync();
        Assert.That(changed, Does.Contain(Generating).And.Contains("dotnet-nswag"));
    }
}
