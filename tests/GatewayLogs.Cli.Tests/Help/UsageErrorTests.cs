using System.CommandLine;
using System.Text.RegularExpressions;
using GatewayLogs.Cli;

namespace GatewayLogs.Tests;

public partial class UsageErrorTests : CommandTests
{
    /// <summary>Options with any text, or with a file that may be created.</summary>
    private static readonly string[] s_free = ["--model", "--provider", "--search", "--profile", "--html", "--html-metadata", "--out", "--db"];

    [GeneratedRegex(
        """
        System[.]|GatewayLogs[.]|Nullable|Parameter|TimeSpan|Exception|See\ Errors
        |\b(AccountId|GatewayId|BaseAddress|ApiToken|TokenProvider|ExportFormat|ExportCompression|EmulatorQuirks|FaultKind)\b
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DotNetName { get; }

    /// <summary>Gets the commands with options, except mcp, which reads them for each call of a tool.</summary>
    private static IEnumerable<Command> All() =>
        GatewayLogsCommandLine.Create().Subcommands.Where(command => command.Options.Count > 0 && command.Name != "mcp");

    [TestCase("gwlogs: Unknown command 'lst'. Did you mean 'list'? Try: gwlogs --help\n", "lst")]
    [TestCase("gwlogs: Unknown command 'lst'. Did you mean 'list'? Try: gwlogs --help\n", "lst", "--help")]
    [TestCase("gwlogs: Unknown command 'lst'. Did you mean 'list'? Try: gwlogs --help\n", "lst", "--limit", "5")]
    [TestCase("gwlogs: Unknown command 'lst'. Did you mean 'list'? Try: gwlogs help\n", "help", "lst")]
    [TestCase("gwlogs: Unknown command 'foo'. Try: gwlogs --help\n", "foo")]
    [TestCase("gwlogs: Unknown option '--limt'. Did you mean '--limit'? Try: gwlogs list --help\n", "list", "--limt", "5")]
    [TestCase("gwlogs: Unknown option '--jsom'. Did you mean '--json'? Try: gwlogs get --help\n", "get", "--jsom", "01J00000000000000000000000")]
    [TestCase("gwlogs: Unexpected argument 'x'. Try: gwlogs list --help\n", "list", "x")]
    [TestCase("gwlogs: --limit has no value. Expected: --limit NUMBER. Try: gwlogs list --help\n", "list", "--limit")]
    public async Task A_misspelled_name_is_reported_with_the_closest_names(string expected, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((2, "", expected)));
    }

    [Test]
    public async Task A_value_after_two_hyphens_can_start_with_a_hyphen() =>
        Assert.That((await RunAsync("get", "--", "-x")).ExitCode, Is.EqualTo(5));

    [TestCaseSource(nameof(All))]
    public async Task A_wrong_value_of_any_option_is_reported_by_its_flag_and_sends_nothing(Command command)
    {
        using var folder = new TemporaryFolder();
        var sent = Emulator.RequestCounts.Values.Sum(count => count.Received);
        foreach (var option in command.Options)
        {
            string[][] empty = option.Arity.MinimumNumberOfValues > 0 ? [[option.Name, ""]] : [];
            string[][] wrong = s_free.Contains(option.Name) || option.HelpName == "FILE" ? [] : [[$"{option.Name}=wrong value"]];
            foreach (var value in (string[][])[.. empty, .. wrong])
            {
                var run = await CliRunner.RunInAsync(folder.Path, Emulator, [command.Name, .. GetRequired(command, option), .. value]);

                Assert.That(
                    (run.ExitCode, command.Name == "doctor" ? "" : run.Output), Is.EqualTo((2, "")), $"{value[0]}: {run.Error}");
                Assert.That(run.Error, Does.Contain(option.Name).And.Not.Match(DotNetName));
                Assert.That(run.Error.TrimEnd('\n').Split('\n'), Has.Length.LessThanOrEqualTo(3));
            }
        }

        Assert.That(Emulator.RequestCounts.Values.Sum(count => count.Received), Is.EqualTo(sent));
    }

    private static IEnumerable<string> GetRequired(Command command, Option tested)
    {
        var arguments = command.Arguments.Where(argument => argument.Name != "SHELL").Select(argument => argument.Name == "FILE" ? "." : "some-id");
        var options = command.Options.Where(option => option.Required && option != tested).SelectMany(option => (string[])[option.Name, "some-file"]);
        return [.. arguments, .. options];
    }
}
