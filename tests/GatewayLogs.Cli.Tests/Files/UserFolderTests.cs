using GatewayLogs.Cli.Files;

namespace GatewayLogs.Tests;

public class UserFolderTests
{
    [TestCase("/home/me/settings", "/home/me/.config", "/home/me/settings/gwlogs")]
    [TestCase("", "/home/me/.config", "/home/me/.config/gwlogs")]
    [TestCase(null, "/home/me/.config", "/home/me/.config/gwlogs")]
    [TestCase("settings", "/home/me/.config", "/home/me/.config/gwlogs", TestName = "A_relative_folder_is_ignored")]
    [TestCase("settings", "", null, TestName = "There_is_no_folder_if_none_is_absolute")]
    [TestCase(null, "", null, TestName = "There_is_no_folder_if_the_system_has_none")]
    [Platform("Linux,MacOSX", Reason = "The paths are those of Unix.")]
    public void The_folder_is_absolute(string? variable, string system, string? expected) =>
        Assert.That(UserFolder.Resolve(variable, system), Is.EqualTo(expected));

    /// <summary>A file in the current folder must not redirect the token of the environment to another server.</summary>
    [Test]
    public async Task A_profile_in_the_current_folder_is_not_read()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.GetPath("gwlogs"));
        await File.WriteAllTextAsync(folder.GetPath("gwlogs/profiles.toml"), "[default]\nbase-url = \"https://other.invalid/\"");

        var run = await CliRunner.ShellAsync(
            null, $"cd '{folder.Path}'; gwlogs doctor", new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = ".", ["HOME"] = null });

        Assert.That(run.Output, Does.Contain("base-url   https://api.cloudflare.com/client/v4/  from the default"));
    }
}
