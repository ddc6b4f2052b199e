namespace GatewayLogs.Tests;

[LongTest]
public class SourceUserTests
{
    private const string Generating = "Generating the client";

    private const string Assembly = "GatewayLogs.Generated.dll";

    private VendoredSources _sources = null!;
    private string _output = "";

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        _sources = await VendoredSources.CopyAsync();
        _output = await _sources.BuildAsync();
    }

    [OneTimeTearDown]
    public void Delete() => _sources.Dispose();

    [Test]
    public void A_repository_with_other_build_settings_builds_the_library_without_warnings() =>
        Assert.That(_output, Does.Contain("0 Warning(s)").And.Contains("Application.dll"));

    [Test]
    public async Task The_same_sources_in_another_folder_produce_the_same_assembly()
    {
        using var package = Packed.Open(Packed.Library);
        var packed = Packed.Read(package, $"lib/net10.0/{Assembly}").ToArray();
        var built = await File.ReadAllBytesAsync(_sources.GetPath($"artifacts/bin/GatewayLogs.Generated/release/{Assembly}"));

        Assert.That(packed.AsSpan().SequenceEqual(built), "The assembly depends on when or where it is compiled.");
    }

    [Test]
    public async Task The_library_is_regenerated_only_when_its_document_changed()
    {
        var again = await _sources.BuildAsync();
        Assert.That(again, Does.Contain("0 Warning(s)").And.Not.Contains(Generating).And.Not.Contains("dotnet-nswag"));

        await File.AppendAllTextAsync(_sources.GetPath("gateway-logs/openapi/ai-gateway-logs.yaml"), "\n");
        var changed = await _sources.GenerateAsync();
        Assert.That(changed, Does.Contain(Generating).And.Contains("dotnet-nswag"));
    }
}
