using System.Diagnostics;
using GatewayLogs.Tests;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>Creates the start information of programs in the output folder of this one.</summary>
internal static class Programs
{
    private const string Sdk = "tests/GatewayLogs.Contract.Tests/OtherClients";

    public static ProcessStartInfo Dotnet(string assembly, IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"), .. arguments]);

    /// <exception cref="InvalidOperationException">The SDK is not installed.</exception>
    public static ProcessStartInfo Node(string script, IEnumerable<string> arguments) => Directory.Exists(Repository.GetPath($"{Sdk}/node_modules"))
        ? new("node", [Repository.GetPath(script), .. arguments])
        : throw new InvalidOperationException($"The official SDK is not installed. Run `npm ci` in {Sdk}, or leave npm out of --clients.");
}
