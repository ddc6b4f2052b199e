using System.CommandLine;
using GatewayLogs.Cli;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

public class ExamplesTests
{
    private static IEnumerable<Command> All() => GatewayLogsCommandLine.Create().Subcommands;

    private static IEnumerable<string> Printed() => All().SelectMany(Examples.Get);

    [TestCaseSource(nameof(Printed))]
    public async Task An_example_succeeds_as_printed(string example)
    {
        using var folder = new TemporaryFolder();
        if (example.StartsWith("gwlogs decrypt", StringComparison.Ordinal))
        {
            await LogpushSample.CreateAsync(folder.Path, 10);
            await ToolRun.SucceedAsync("sh", folder.Path, "-ec", "mkdir logs; gzip -c encrypted.ndjson | tee 20261127.log.gz > logs/a.log.gz");
        }

        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 200 });
        var environment = CliRunner.GetEnvironment(emulator);
        if (example.Contains(" --from ", StringComparison.Ordinal))
        {
            await CliRunner.RunInAsync(folder.Path, emulator, "export", "--format", "parquet", "--out", "lake", "--quiet");
            await CliRunner.RunInAsync(
                folder.Path, emulator, "export", "--out", "logs.ndjson.gz", "--with-bodies", "request,response", "--rate-limit", "none", "--quiet");
        }

        var isTail = example.StartsWith("gwlogs tail", StringComparison.Ordinal) && !example.Contains('|', StringComparison.Ordinal);
        var isEndless = isTail || example.StartsWith("gwlogs emulator", StringComparison.Ordinal);

        var run = isEndless ? await InterruptedAsync(folder, example, environment) : await CliRunner.LineAsync(environment, folder.Path, example);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.Empty.Or.Match(
            "^(gwlogs: Following the logs of gateway emulator.*|gwlogs: [1-9][0-9]* applied, 0 applied before, 0 failed."
            + "|[1-9][0-9]* new rows, [1-9][0-9]* in all(, [0-9]+ logs left out.*)?: .*)\n$"));
    }

    [TestCaseSource(nameof(All))]
    public async Task Help_ends_with_the_examples(Command command)
    {
        var run = await CliRunner.RunAsync(null, command.Name, "--help");

        Assert.That(Examples.Get(command), Is.Not.Empty);
        Assert.That(run.Output, Does.EndWith($"Examples:\n{string.Concat(Examples.Get(command).Select(example => $"  {example}\n"))}\n"));
    }

    /// <summary>Interrupts a command that does not end by itself. The process is not in a shell function, because the shell would receive the signal.</summary>
    private static async Task<ToolRun> InterruptedAsync(TemporaryFolder folder, string example, IReadOnlyDictionary<string, string?> environment)
    {
        var isEmulator = example.StartsWith("gwlogs emulator", StringComparison.Ordinal);
        var program = $"env --default-signal=INT dotnet '{CliRunner.Program}' {example["gwlogs ".Length..]}";

        // The emulator handles signals once it has printed its address. tail may print nothing, and exits with 130 at any time.
        var line = isEmulator
            ? $"{program} > started & until [ -s started ] || ! kill -0 $!; do sleep 0.05; done; kill -INT $!; wait $!"
            : $"timeout --signal=INT --preserve-status 3 {program}";
        var run = await ToolRun.StartAsync("bash", folder.Path, ["-c", line], environment);

        Assert.That(run.ExitCode, Is.EqualTo(isEmulator ? 0 : 130), run.Error);
        return run with { ExitCode = 0 };
    }
}
