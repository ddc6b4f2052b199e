using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>
/// Publishes the native build to a temporary folder, including intermediate files, so that other builds are not affected.
/// </summary>
internal sealed partial class NativeBuild : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private NativeBuild()
    {
    }

    public string Program => _folder.GetPath("publish/gwlogs");

    /// <summary>Gets the distinct warnings of the compiler: the number, and the assembly or file.</summary>
    public IReadOnlyCollection<string> Warnings { get; private set; } = [];

    [GeneratedRegex(@"^(?<where>[^(\n]+?)(\(\d+,\d+\))?\s*: .*?warning (?<number>[A-Z]+\d+):", RegexOptions.Multiline)]
    private static partial Regex Warning { get; }

    public static async Task<NativeBuild> PublishAsync()
    {
        if (!OperatingSystem.IsLinux() || (await ToolRun.StartAsync("sh", Repository.Root, ["-c", "command -v clang || command -v gcc"])).Output.Length == 0)
        {
            Assert.Ignore("The native build requires Linux, clang or gcc, and zlib1g-dev.");
        }

        var build = new NativeBuild();
        var run = await ToolRun.StartAsync(
            "dotnet",
            Repository.Root,
            [
                "publish", "src/GatewayLogs.Cli", "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true",
                "--artifacts-path", build._folder.GetPath("artifacts"), "--output", build._folder.GetPath("publish"), "--disable-build-servers",
            ]);
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        build.Warnings = [.. Warning.Matches(run.Output)
            .Select(match => $"{match.Groups["number"].Value} {Path.GetFileName(match.Groups["where"].Value)}")
            .Distinct()];
        return build;
    }

    public void Dispose() => _folder.Dispose();
}
