using System.CommandLine;
using GatewayLogs.Cli;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Tests;

public class ExamplesTests
{
    /// <summary>Runs gwlogs with --emulator, except for the commands that do not connect to a gateway.</summary>
    private const string Commands = "case $1 in completion|emulator) dotnet '{0}' \"$@\";; *) dotnet '{0}' \"$@\" --emulator;; esac";

    private static IEnumerable<Command> All() => GatewayLogsCommandLine.Create().Subcommands;

    private static IEnumerable<string> Printed() => All().SelectMany(Examples.Get);

    [TestCaseSource(nameof(Printed))]
    public async Task An_example_succeeds_as_printed(string example)
    {
        using var folder = new TemporaryFolder();
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

    /// <summary>The program alone, without a shell that would take the signal for itself.</summary>
    private static async Task<ToolRun> InterruptedAsync(TemporaryFolder folder, string example)
    {
        var arguments = example["gwlogs ".Length..] + (example.StartsWith("gwlogs tail", StringComparison.Ordinal) ? " --emulator" : "");
        var run = await ToolRun.StartAsync("bash", folder.Path, ["-c", $"timeout --signal=INT --preserve-status 8 env --default-signal=INT dotnet '{CliRunner.Program}' {arguments}"]);

        // An interruption is the ordinary end of an emulator.
        Assert.That(run.ExitCode, Is.EqualTo(example.StartsWith("gwlogs emulator", StringComparison.Ordinal) ? 0 : 130), run.Error);
        return run with { ExitCode = 0 };
    }
}
