namespace GatewayLogs.Tests;

[LongTest]
public class PackageTests
{
    private static readonly string[] s_packages = [Packed.Library, Packed.Conversations, Packed.Emulator, Packed.Tool, Packed.EmulatorTool];

    private static readonly string[] s_libraries =
        ["GatewayLogs/GatewayLogs.Generated", "GatewayLogs.Conversations/GatewayLogs.Conversations", "GatewayLogs.Emulator/GatewayLogs.Emulator"];

    private static readonly TestCaseData[] s_dependencies =
    [
        new(Packed.Library, (string[])["Microsoft.Extensions.Http", "Newtonsoft.Json", "System.Threading.RateLimiting"]),
        new(Packed.Conversations, (string[])["Microsoft.Extensions.AI.Abstractions"]),
    ];

    [Test]
    public void Packing_creates_all_packages_with_symbols_and_no_warning()
    {
        var expected = s_packages.SelectMany(id => new[] { $"{id}.{Packed.Version}.nupkg", $"{id}.{Packed.Version}.snupkg" });

        Assert.That(Directory.EnumerateFiles(Packed.Folder).Select(Path.GetFileName), Is.EquivalentTo(expected));
        Assert.That(Packed.Output, Does.Not.Contain("warning").IgnoreCase);
    }

    [TestCaseSource(nameof(s_packages))]
    public void A_package_has_a_description_a_readme_an_icon_and_a_license(string id)
    {
        using var package = Packed.Open(id);
        var metadata = Packed.Metadata(package);
        using var readme = new StreamReader(Packed.Read(package, (string?)metadata.Element("readme") ?? "none"));

        Assert.Multiple(() =>
        {
            Assert.That((string?)metadata.Element("license"), Is.EqualTo("MIT"));
            Assert.That(Packed.Read(package, (string?)metadata.Element("icon") ?? "none").Length, Is.InRange(1, 10_000));
            Assert.That((string?)metadata.Element("description"), Has.Length.GreaterThan(20));
            Assert.That(readme.ReadToEnd(), Does.StartWith($"# {id}\n").And.Not.Contains("](src").And.Not.Contains("](../"));
        });
    }

    [TestCaseSource(nameof(s_packages))]
    public async Task A_package_names_its_commit_and_repository(string id)
    {
        using var package = Packed.Open(id);
        var repository = Packed.Metadata(package).Element("repository");
        var remote = await GitAsync("config", "--get", "remote.origin.url");

        Assert.That((string?)repository?.Attribute("commit"), Is.EqualTo(await GitAsync("rev-parse", "HEAD")));
        Assert.That((string?)repository?.Attribute("url"), IsAddress(remote) ? Is.Not.Null : Is.Null);
    }

    [TestCaseSource(nameof(s_dependencies))]
    public void A_library_depends_on_its_runtime_packages_only(string id, string[] expected)
    {
        using var package = Packed.Open(id);
        var dependencies = Packed.Metadata(package).Descendants("dependency").Select(dependency => (string?)dependency.Attribute("id"));

        Assert.That(dependencies, Is.EquivalentTo(expected));
        Assert.That(package.Entries.Select(entry => entry.FullName.Split('/')[0]), Has.None.AnyOf("analyzers", "build", "content", "contentFiles"));
    }

    [TestCase(Packed.Tool)]
    [TestCase(Packed.EmulatorTool)]
    public void A_tool_contains_SQLite_for_the_platforms_on_which_it_runs(string id)
    {
        using var package = Packed.Open(id);
        string[] expected = ["win-x64", "win-arm64", "linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-arm64"];
        var platforms = package.Entries.Select(entry => entry.FullName.Split("/runtimes/").Last().Split('/')[0]).ToHashSet();

        Assert.That(platforms, Is.SupersetOf(expected));
        Assert.That(platforms, Has.None.AnyOf("browser-wasm", "maccatalyst-arm64"));
    }

    [Test]
    public void The_emulator_references_the_aspnetcore_framework()
    {
        using var package = Packed.Open(Packed.Emulator);

        Assert.That(
            Packed.Metadata(package).Descendants("frameworkReference").Select(framework => (string?)framework.Attribute("name")),
            Is.EqualTo(["Microsoft.AspNetCore.App"]));
    }

    [TestCaseSource(nameof(s_libraries))]
    public void A_library_package_contains_its_documentation(string library)
    {
        using var package = Packed.Open(library.Split('/')[0]);
        using var documentation = new StreamReader(Packed.Read(package, $"lib/net10.0/{library.Split('/')[1]}.xml"));

        Assert.That(documentation.ReadToEnd(), Does.Contain("<member name=\"T:GatewayLogs."));
    }

    /// <summary>Returns whether a remote is a URL. It can also be a local path, which is not included in packages.</summary>
    private static bool IsAddress(string remote) => remote.StartsWith("http", StringComparison.Ordinal) || remote.Contains('@', StringComparison.Ordinal);

    private static async Task<string> GitAsync(params string[] arguments) =>
        (await ToolRun.StartAsync("git", Repository.Root, arguments)).Output.Trim();
}
