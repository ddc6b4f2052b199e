namespace GatewayLogs.Tests;

/// <summary>Checks the tag of a release with <c>.ci/release</c>, in a repository with a changelog and earlier tags.</summary>
[Platform("Linux,MacOsX", Reason = "The script requires bash.")]
public sealed class ReleaseTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.GetPath(".ci"));
        File.Copy(Repository.GetPath(".ci/release"), _folder.GetPath(".ci/release"));
        await File.WriteAllTextAsync(
            _folder.GetPath("CHANGELOG.md"), "# Changelog\n\n## 0.3.1 (2026-12-01)\n\n- One.\n\n### Fixed\n\n- Two.\n\n## 0.3.0\n\n- Three.\n\n## 0.1.0\n");
        await GitAsync("init", "--initial-branch=main");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--message=First");
        foreach (var tag in new[] { "v0.1.0", "v0.3.0-rc.1", "v0.3.0", "v0.3.1" })
        {
            await GitAsync("tag", tag);
        }
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task The_newest_entry_of_the_changelog_becomes_the_notes_and_the_previous_compatible_release_the_baseline()
    {
        var run = await ReleaseAsync("v0.3.1");

        Assert.That(run, Is.EqualTo(new ToolRun(0, "version=0.3.1\nbaseline=0.3.0\n", "")));
        Assert.That(await File.ReadAllTextAsync(_folder.GetPath("notes.md")), Is.EqualTo("\n- One.\n\n### Fixed\n\n- Two.\n\n"));
    }

    [TestCase("0.4.0", "", Description = "A minor version before 1.0.0 may break its users.")]
    [TestCase("0.3.2-rc.1", "0.3.1")]
    [TestCase("1.0.0", "")]
    public async Task The_baseline_is_a_release_that_must_not_be_broken(string version, string baseline)
    {
        await File.WriteAllTextAsync(_folder.GetPath("CHANGELOG.md"), $"## Unreleased\n\n## {version}\n\n- One.\n");

        Assert.That((await ReleaseAsync($"v{version}")).Output, Is.EqualTo($"version={version}\nbaseline={baseline}\n"));
    }

    [TestCase("0.3.1", "The tag 0.3.1 is not v and a version, such as v1.2.0 or v1.2.0-rc.1.")]
    [TestCase("v0.3", "The tag v0.3 is not v and a version, such as v1.2.0 or v1.2.0-rc.1.")]
    [TestCase("v0.3.2", "The newest entry of CHANGELOG.md is 0.3.1, not 0.3.2. Rename 'Unreleased' to '0.3.2' before you tag.")]
    public async Task A_tag_that_is_not_the_version_of_the_changelog_is_rejected(string tag, string message) =>
        Assert.That(await ReleaseAsync(tag), Is.EqualTo(new ToolRun(1, "", $"{message}\n")));

    [Test]
    public async Task A_tag_of_a_commit_that_is_not_on_main_is_rejected()
    {
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--allow-empty", "--message=Second");

        Assert.That(await ReleaseAsync("v0.3.1", "HEAD^"), Is.EqualTo(new ToolRun(1, "", "The tag v0.3.1 is not on main. Merge its commit first.\n")));
    }

    private Task<ToolRun> ReleaseAsync(string tag, string main = "main") =>
        ToolRun.StartAsync(_folder.GetPath(".ci/release"), _folder.Path, [tag, "notes.md"], new Dictionary<string, string?> { ["MAIN"] = main });

    private Task GitAsync(params string[] arguments) => ToolRun.SucceedAsync("git", _folder.Path, arguments);
}
