using System.Diagnostics;
using GatewayLogs.Tests;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>How programs are started that are built beside this one.</summary>
internal static class Programs
{
    public static ProcessStartInfo Dotnet(string assembly, IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"), .. arguments]);

    public static ProcessStartInfo Node(string script, IEnumerable<string> arguments) => new("node", [Repository.PathOf(script), .. arguments]);
}
