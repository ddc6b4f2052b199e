using System.Runtime.InteropServices;

namespace GatewayLogs.Tests;

/// <summary>The versions of .NET that <c>gwlogs</c> runs on.</summary>
public class RuntimeTests
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    [Test]
    public async Task It_runs_on_a_machine_with_only_a_newer_version_of_dotnet()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("The installation is simulated with symbolic links.");
        }

        // The host identifies versions by the names of folders, and by the requirement of one framework on another.
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(s_root, "dotnet"), folder.GetPath("dotnet"));
        Directory.CreateSymbolicLink(folder.GetPath("host"), Path.Combine(s_root, "host"));
        foreach (var framework in (string[])["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"])
        {
            var installed = Directory.GetDirectories(Path.Combine(s_root, "shared", framework)).Order(StringComparer.Ordinal).Last();
            var newer = Directory.CreateDirectory(folder.GetPath($"shared/{framework}/12.0.0")).FullName;
            foreach (var file in Directory.GetFiles(installed))
            {
                File.CreateSymbolicLink(Path.Combine(newer, Path.GetFileName(file)), file);
            }
        }

        var requirement = folder.GetPath("shared/Microsoft.AspNetCore.App/12.0.0/Microsoft.AspNetCore.App.runtimeconfig.json");
        var text = (await File.ReadAllTextAsync(requirement)).Replace($"\"{Environment.Version}\"", "\"12.0.0\"", StringComparison.Ordinal);
        File.Delete(requirement);
        await File.WriteAllTextAsync(requirement, text);

        var run = await ToolRun.StartAsync(
            folder.GetPath("dotnet"),
            folder.Path,
            [CliRunner.Program, "list", "--emulator", "--limit", "1", "--json", "id"],
            new Dictionary<string, string?> { ["DOTNET_ROOT"] = folder.Path, ["DOTNET_ROLL_FORWARD"] = null });

        Assert.That((run.ExitCode, run.Output.Count(c => c == '\n')), Is.EqualTo((0, 1)), run.Error);
    }
}
