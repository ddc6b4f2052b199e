using System.CommandLine;
using GatewayLogs.Cli;
using GatewayLogs.Cli.Help;

namespace GatewayLogs.Tests;

public class HelpPageTests
{
    private static IEnumerable<Command> All() => GatewayLogsCommandLine.Create().Subcommands;

    private static string Render(Command command)
    {
        using var output = new StringWriter();
        new HelpPage(output, 80).Write(command);
        return output.ToString();
    }

    [Test]
    public async Task Without_arguments_the_help_lists_one_line_for_each_command()
    {
        var run = await CliRunner.RunAsync(null);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        GoldenFile.Compare("help", run.Output);
        Assert.That(run.Output, Is.EqualTo((await CliRunner.RunAsync(null, "--help")).Output).And.EqualTo((await CliRunner.RunAsync(null, "help")).Output));
        Assert.That(
            run.Output.Split('\n').Select(line => line.Trim().Split(' ')[0]),
            Is.SupersetOf(All().Select(command => command.Name)));
        Assert.That(run.Output.Split('\n').Select(line => line.Length), Is.All.LessThanOrEqualTo(80));
    }

    [TestCaseSource(nameof(All))]
    public async Task The_help_of_a_command_has_three_spellings(Command command)
    {
        var run = await CliRunner.RunAsync(null, "help", command.Name);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo((await CliRunner.RunAsync(null, command.Name, "--help")).Output));
        Assert.That(run.Output, Is.EqualTo((await CliRunner.RunAsync(null, command.Name, "-h")).Output));
    }

    [Test]
    public void Options_are_grouped_and_defaults_have_one_notation() =>
        GoldenFile.Compare("help.count", Render(All().Single(command => command.Name == "count")));

    [TestCaseSource(nameof(All))]
    public void Every_option_and_default_is_shown_once(Command command)
    {
        var help = Render(command);

        var labels = help.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal)).Select(line => line.Split("  ")[1]).ToList();
        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            Assert.That(labels.Count(label => label.Split(' ', ',').Contains(option.Name)), Is.EqualTo(1), option.Name);
        }

        Assert.That(help, Does.Not.Contain("Default"));
    }

    [TestCase("-V")]
    [TestCase("version")]
    public async Task The_version_has_three_spellings(string spelling) => Assert.That(
        (await CliRunner.RunAsync(null, spelling)).Output, Is.EqualTo((await CliRunner.RunAsync(null, "--version")).Output).And.Match("^[0-9]+[.]"));
}
