using System.CommandLine;
using GatewayLogs.Cli;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>An argument that starts with <c>@</c> is an ordinary value, even if a file with that name exists.</summary>
public class AtSignTests : CommandTests
{
    /// <summary>Types that cannot have the value <c>@file</c>.</summary>
    private static readonly Type[] s_others = [typeof(bool), typeof(bool?), typeof(int)];

    private TemporaryFolder _folder;

    private static IEnumerable<Command> Commands() => GatewayLogsCommandLine.Create().Subcommands;

    private static IEnumerable<TestCaseData> Options() =>
        from command in Commands()
        from option in command.Options
        where option.Arity.MaximumNumberOfValues > 0 && !s_others.Contains(option.ValueType)
        select new TestCaseData(command.Name, option.Name).SetArgDisplayNames(command.Name, option.Name);

    private static IEnumerable<TestCaseData> Arguments() =>
        from command in Commands()
        from argument in command.Arguments
        select new TestCaseData(command.Name, argument.Name).SetArgDisplayNames(command.Name, argument.Name);

    [SetUp]
    public void CreateResponseFile()
    {
        _folder = new TemporaryFolder();
        File.WriteAllText(_folder.GetPath("note"), "gpt-4o\n--yes\n");
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private string AtFile => $"@{_folder.GetPath("note")}";

    [TestCaseSource(nameof(Options))]
    public void Every_option_accepts_an_at_sign_value(string command, string option)
    {
        var result = GatewayLogsCommandLine.Parse([command, option, AtFile]);

        Assert.That(result.GetResult(option)!.Tokens.Select(token => token.Value), Is.EqualTo((string[])[AtFile]));
        Assert.That(result.Tokens.Select(token => token.Value), Is.EqualTo((string[])[command, option, AtFile]), "No other tokens were added.");
    }

    [TestCaseSource(nameof(Arguments))]
    public void Every_argument_accepts_an_at_sign_value(string command, string argument)
    {
        var result = GatewayLogsCommandLine.Parse([command, AtFile]);

        Assert.That(result.GetResult(argument)!.Tokens.Select(token => token.Value), Is.EqualTo((string[])[AtFile]));
    }

    [Test]
    public async Task A_deletion_is_not_confirmed_by_a_file()
    {
        var run = await RunAsync("delete", "--model", AtFile);

        Assert.That(Emulator.RequestCounts.GetValueOrDefault("DeleteGatewayLogs"), Is.Null, run.Output + run.Error);
        Assert.That(Emulator.Ledger().Count(entry => entry.DeletedAt is not null), Is.Zero);
    }

    [Test]
    public async Task A_model_name_that_starts_with_an_at_sign_can_be_selected()
    {
        Emulator.AddLogs([new EmulatedLog { Id = "at", CreatedAt = DateTimeOffset.UnixEpoch.AddYears(50), Model = "@cf/mine/only-here" }]);

        var run = await RunAsync("list", "--all", "--model", "@cf/mine/only-here", "--json", "id");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "{\"id\":\"at\"}\n")), run.Error);
    }
}
