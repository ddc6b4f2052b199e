using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>The native gwlogs, published once into a folder of its own, intermediate files included: what other builds made is left alone.</summary>
internal sealed partial class NativeBuild : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private NativeBuild()
    {
    }

    public string Program => _folder.GetPath("publish/gwlogs");

    /// <summary>The warnings that the compiler gave, each once: its number, and the assembly or file that it is about.</summary>
    public IReadOnlyCollection<string> Warnings { get; private set; } = [];

    [GeneratedRegex(@"^(?<where>[^(\n]+?)(\(\d+,\d+\))?\s*: .*?warning (?<number>[A-Z]+\d+):", RegexOptions.Multiline)]
    private static partial Regex Warning { get; }

    public static async Task<NativeBuild> PublishAsync()
    {
        if (!OperatingSystem.IsLinux() || (await ToolRun.StartAsync("sh", Repository.Root, ["-c", "command -v clang || command -v gcc"])).Output.Length == 0)
        {
            Assert.Ignore("The native build is for Linux, and needs a linker: install clang (or gcc) and zlib1g-dev.");
        }

        var build = new NativeBuild();
        var run = await ToolRun.StartAsync(
            "dotnet",
            Repository.Root,
            [
                "publish", "src/GatewayLogs.Cli", "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true",
                "--artifacts-path", build._folder.GetPath("artifacts"), "--output", build._folder.GetPath("publish"), "--disable-build-servers",
            ],
            new Dictionary<string, string?> { ["DOTNET_STARTUP_HOOKS"] = null });
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        build.Warnings = [.. Warning.Matches(run.Output).Select(match => $"{match.Groups["number"].Value} {Path.GetFileName(match.Groups["where"].Value)}").Distinct()];
        return build;
    }

    public void Dispose() => _folder.Dispose();
}
