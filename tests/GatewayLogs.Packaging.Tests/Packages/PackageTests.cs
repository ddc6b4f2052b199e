namespace GatewayLogs.Tests;

[LongTest]
public class PackageTests
{
    private static readonly string[] s_packages = [Packed.Library, Packed.Emulator, Packed.Tool];

    private static readonly string[] s_libraries = ["GatewayLogs/GatewayLogs.Generated", "GatewayLogs.Emulator/GatewayLogs.Emulator"];

    [Test]
    public void Packing_returns_three_packages_with_their_symbols_and_no_warning()
    {
        var expected = s_packages.SelectMany(id => new[] { $"{id}.{Packed.Version}.nupkg", $"{id}.{Packed.Version}.snupkg" });

        Assert.That(Directory.EnumerateFiles(Packed.Folder).Select(Path.GetFileName), Is.EquivalentTo(expected));
        Assert.That(Packed.Output, Does.Not.Contain("warning").IgnoreCase);
    }

    [TestCaseSource(nameof(s_packages))]
    public void A_package_says_what_it_is_and_under_which_licence(string id)
    {
        using var package = Packed.Open(id);
        var metadata = Packed.Metadata(package);
        using var readme = new StreamReader(Packed.Read(package, (string?)metadata.Element("readme") ?? "none"));

        Assert.Multiple(() =>
        {
            Assert.That((string?)metadata.Element("license"), Is.EqualTo("MIT"));
            Assert.That((string?)metadata.Element("description"), Has.Length.GreaterThan(20));
            Assert.That(readme.ReadToEnd(), Does.StartWith($"# {id}\n").And.Not.Contains("](src").And.Not.Contains("](../"));
        });
    }

    [TestCaseSource(nameof(s_packages))]
    public async Task A_package_names_the_commit_and_the_remote_that_it_was_made_from(string id)
    {
        using var package = Packed.Open(id);
        var repository = Packed.Metadata(package).Element("repository");
        var remote = await GitAsync("config", "--get", "remote.origin.url");

        Assert.That((string?)repository?.Attribute("commit"), Is.EqualTo(await GitAsync("rev-parse", "HEAD")));
        Assert.That((string?)repository?.Attribute("url"), IsAddress(remote) ? Is.Not.Null : Is.Null);
    }

    [Test]
    public void The_library_brings_what_it_runs_with_and_nothing_that_it_is_built_with()
    {
        using var package = Packed.Open(Packed.Library);
        var dependencies = Packed.Metadata(package).Descendants("dependency").Select(dependency => (string?)dependency.Attribute("id"));

        Assert.That(
            dependencies,
            Is.EquivalentTo(["Microsoft.Extensions.Http", "Newtonsoft.Json", "System.Threading.RateLimiting"]));
        Assert.That(package.Entries.Select(entry => entry.FullName.Split('/')[0]), Has.None.AnyOf("analyzers", "build", "content", "contentFiles"));
    }

    [Test]
    public void The_emulator_asks_for_the_framework_that_it_serves_with()
    {
        using var package = Packed.Open(Packed.Emulator);

        Assert.That(
            Packed.Metadata(package).Descendants("frameworkReference").Select(framework => (string?)framework.Attribute("name")),
            Is.EqualTo(["Microsoft.AspNetCore.App"]));
    }

    [TestCaseSource(nameof(s_libraries))]
    public void A_library_brings_its_documentation(string library)
    {
        using var package = Packed.Open(library.Split('/')[0]);
        using var documentation = new StreamReader(Packed.Read(package, $"lib/net10.0/{library.Split('/')[1]}.xml"));

        Assert.That(documentation.ReadToEnd(), Does.Contain("<member name=\"T:GatewayLogs."));
    }

    /// <summary>A remote may also be a folder, which says nothing to anybody else.</summary>
    private static bool IsAddress(string remote) => remote.StartsWith("http", StringComparison.Ordinal) || remote.Contains('@', StringComparison.Ordinal);

    private static async Task<string> GitAsync(params string[] arguments) =>
        (await ToolRun.StartAsync("git", Repository.Root, arguments)).Output.Trim();
}
