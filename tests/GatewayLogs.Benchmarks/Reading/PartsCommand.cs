using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using GatewayLogs.Tests;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>Compares readers in memory, thoroughly.</summary>
internal static class PartsCommand
{
    public static Command Create()
    {
        var command = new Command("parts", "Pages in memory to models, with BenchmarkDotNet: takes minutes. What follows is BenchmarkDotNet's own, such as --job short.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(result =>
        {
            var config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(15)).WithArtifactsPath(Repository.GetPath("artifacts/benchmarks"));
            var summary = BenchmarkRunner.Run<PageBenchmark>(config, [.. result.UnmatchedTokens]);
            return summary.Reports.Length > 0 && summary.Reports.All(report => report.Success) ? 0 : 1;
        });
        return command;
    }
}
