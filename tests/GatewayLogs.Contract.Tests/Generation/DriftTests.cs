namespace GatewayLogs.Tests;

public class DriftTests
{
    private const string Generated = "src/GatewayLogs.Generated/Generated";

    [Test]
    public async Task Generating_anew_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.PathOf("nswag.json"), folder.PathOf("nswag.json"));
        CopyFolder("openapi/templates", folder);
        Directory.CreateDirectory(folder.PathOf(Generated));
        File.Copy(Repository.PathOf("openapi/ai-gateway-logs.yaml"), folder.PathOf("openapi/ai-gateway-logs.yaml"));

        await NSwagTool.RunAsync(folder.Path, "run", "nswag.json");

        Assert.That(
            Directory.EnumerateFiles(folder.PathOf(Generated)).Select(Path.GetFileName),
            Is.EquivalentTo(Directory.EnumerateFiles(Repository.PathOf(Generated)).Select(Path.GetFileName)));
        Assert.Multiple(() =>
        {
            foreach (var fresh in Directory.EnumerateFiles(folder.PathOf(Generated)))
            {
                var name = Path.GetFileName(fresh);
                Assert.That(
                    File.ReadAllBytes(Repository.PathOf($"{Generated}/{name}")).AsSpan().SequenceEqual(File.ReadAllBytes(fresh)),
                    $"{Generated}/{name} is stale or was edited. Delete it, run `dotnet build`, and commit what that writes.");
            }
        });
    }

    private static void CopyFolder(string relativePath, TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.PathOf(relativePath));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(relativePath)))
        {
            File.Copy(file, folder.PathOf($"{relativePath}/{Path.GetFileName(file)}"));
        }
    }
}
