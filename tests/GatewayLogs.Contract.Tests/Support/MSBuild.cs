using System.Runtime.InteropServices;

namespace GatewayLogs.Tests;

/// <summary>Runs the version of MSBuild that built the tests.</summary>
internal static class MSBuild
{
    /// <summary>Gets the path of the dotnet host that runs this process.</summary>
    public static string Dotnet { get; } = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());

    public static Task<ToolRun> RunAsync(string project, params string[] arguments) =>
        RunAsync(project, Environment.GetEnvironmentVariable("PATH")!, arguments);

    public static Task<ToolRun> RunAsync(string project, string path, string[] arguments) => ToolRun.StartAsync(
        Dotnet,
        Path.GetDirectoryName(project)!,
        ["msbuild", project, "-nologo", "-verbosity:minimal", "-nodeReuse:false", .. arguments],
        new Dictionary<string, string?> { ["PATH"] = path, ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_HOST_PATH"] = null });
}
