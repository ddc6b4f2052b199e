using System.Reflection;

namespace GatewayLogs.Tests;

/// <summary>The generator in the version that the build uses.</summary>
internal static class NSwagTool
{
    public static string Directory { get; } = typeof(NSwagTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NSwagDirectory").Value!;

    /// <summary>Runs a command of the generator in a folder, and expects it to succeed.</summary>
    public static Task RunAsync(string workingDirectory, params string[] arguments) =>
        ToolRun.SucceedAsync("dotnet", workingDirectory, [Path.Combine(Directory, "dotnet-nswag.dll"), .. arguments]);
}
