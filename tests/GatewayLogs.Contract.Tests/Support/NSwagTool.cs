using System.Reflection;

namespace GatewayLogs.Tests;

/// <summary>Runs the version of the generator that the build uses.</summary>
internal static class NSwagTool
{
    public static string Directory { get; } = typeof(NSwagTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NSwagDirectory").Value!;

    /// <summary>Runs a generator command in a folder; it must succeed.</summary>
    public static Task RunAsync(string workingDirectory, params string[] arguments) =>
        ToolRun.SucceedAsync("dotnet", workingDirectory, [Path.Combine(Directory, "dotnet-nswag.dll"), .. arguments]);
}
