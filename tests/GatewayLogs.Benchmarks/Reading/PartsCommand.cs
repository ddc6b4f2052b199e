using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using GatewayLogs.Tests;

namespace GatewayLogs.Benchmarks.Reading;

/// <summary>Compares readers in memory with BenchmarkDotNet.</summary>
internal static class PartsCommand
{
    public static Command Create()
    {
        var command = new Command("parts",
            "Deserializes pages in memory with BenchmarkDotNet, which takes minutes. "
            + "Further options, such as --job short, are passed to BenchmarkDotNet.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(result =>
        {
            var config = ManualConfig.Create(DefaultConfig.Instance)
                .WithBuildTimeout(TimeSpan.FromMinutes(15))
                .WithArtifactsPath(Repository.GetPath("artifacts/benchmarks"));
            var summary = BenchmarkRunner.Run<PageBenchmark>(config, [.. result.UnmatchedTokens]);
            return summary.Reports.Length > 0 && summary.Reports.All(report => report.Success) ? 0 : 1;
        });
        return command;
    }
}
