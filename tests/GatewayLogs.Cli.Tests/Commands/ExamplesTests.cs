using System.CommandLine;
using GatewayLogs.Cli;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Tests;

public class ExamplesTests
{
    /// <summary>Runs gwlogs with --emulator, except for the commands that do not connect to a gateway.</summary>
    private const string Commands =
        "case \" $* \" in *' --from '*|' completion '*|' emulator '*|' decrypt '*) dotnet '{0}' \"$@\";; *) dotnet '{0}' \"$@\" --emulator;; esac";

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

        if (example.Contains(" --from ", StringComparison.Ordinal))
        {
            await ToolRun.SucceedAsync(
                "bash", folder.Path, "-ec", $"gwlogs() {{ dotnet '{CliRunner.Program}' \"$@\" --emulator --quiet; }}; gwlogs export --format parquet --out lake; gwlogs export --compress gzip --out logs.ndjson.gz");
        }

        var isEndless = (example.StartsWith("gwlogs tail", StringComparison.Ordinal) && !example.Contains('|', StringComparison.Ordinal)) || example.StartsWith("gwlogs emulator", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.GetPath("run"), string.Join('\n', "set -o pipefail", $"gwlogs() {{ {Commands.Replace("{0}", CliRunner.Program, StringComparison.Ordinal)}; }}", example));

        var run = isEndless ? await InterruptedAsync(folder, example) : await ToolRun.StartAsync("bash", folder.Path, ["run"]);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.Empty.Or.Match("^(gwlogs: [1-9][0-9]* applied, 0 applied before, 0 failed.|[1-9][0-9]* new rows, [1-9][0-9]* in all: .*)\n$"));
    }

    [TestCaseSource(nameof(All))]
    public async Task Help_ends_with_the_examples(Command command)
    {
        var run = await CliRunner.RunAsync(null, command.Name, "--help");

        Assert.That(Examples.Get(command), Is.Not.Empty);
        Assert.That(run.Output, Does.EndWith($"Examples:\n{string.Concat(Examples.Get(command).Select(example => $"  {example}\n"))}\n"));
    }

    /// <summary>Interrupts a command that does not end by itself. The process is not in a shell function, because the shell would receive the signal.</summary>
    private static async Task<ToolRun> InterruptedAsync(TemporaryFolder folder, string example)
    {
        var isEmulator = example.StartsWith("gwlogs emulator", StringComparison.Ordinal);
        var program = $"env --default-signal=INT dotnet '{CliRunner.Program}' {example["gwlogs ".Length..]}";

        // The emulator handles signals once it has printed its address. tail may print nothing, and exits with 130 at any time.
        var line = isEmulator
            ? $"{program} > started & until [ -s started ] || ! kill -0 $!; do sleep 0.05; done; kill -INT $!; wait $!"
            : $"timeout --signal=INT --preserve-status 8 {program} --emulator";
        var run = await ToolRun.StartAsync("bash", folder.Path, ["-c", line]);

        Assert.That(run.ExitCode, Is.EqualTo(isEmulator ? 0 : 130), run.Error);
        return run with { ExitCode = 0 };
    }
}
