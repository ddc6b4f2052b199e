using System.CommandLine;
using GatewayLogs.Cli;

namespace GatewayLogs.Tests;

/// <summary>Every Boolean option accepts false.</summary>
public class BooleanOptionTests : CommandTests
{
    private const string Folder = "FOLDER";

    /// <summary>The options that filter logs by a Boolean, for which false is a filter, too.</summary>
    private static readonly string[] s_conditions = ["--success", "--failed", "--cached"];

    /// <summary>The required arguments of all commands that have Boolean options and end without an interruption.</summary>
    private static readonly Dictionary<string, string[]> s_arguments = new()
    {
        ["list"] = ["--json", "id,created_at"],
        ["get"] = ["ID"],
        ["show"] = ["ID"],
        ["request"] = ["ID"],
        ["response"] = ["ID"],
        ["export"] = ["--out", Folder],
        ["count"] = [],
        ["update"] = ["ID", "--score", "5"],
        ["delete"] = ["--until", "2026-10-01"],
        ["stats"] = [],
        ["errors"] = [],
        ["mcp"] = [],
    };

    private static IEnumerable<(Command Command, Option Option)> BooleanOptions() =>
        from command in GatewayLogsCommandLine.Create().Subcommands
        from option in command.Options
        where option.ValueType == typeof(bool) || option.ValueType == typeof(bool?)
        where option is not (System.CommandLine.Help.HelpOption or VersionOption)
        select (command, option);

    private static IEnumerable<TestCaseData> All() =>
        BooleanOptions().Select(pair => new TestCaseData(pair.Command.Name, pair.Option.Name).SetArgDisplayNames(pair.Command.Name, pair.Option.Name));

    private static IEnumerable<TestCaseData> Conditions() =>
        from pair in BooleanOptions()
        where s_conditions.Contains(pair.Option.Name) && s_arguments.ContainsKey(pair.Command.Name)

        // errors refuses a condition for successful calls.
        where (pair.Command.Name, pair.Option.Name) != ("errors", "--failed")
        from form in (string[])["{0}=false", "{0} false", "{0}:false"]
        select new TestCaseData(pair.Command.Name, form.Replace("{0}", pair.Option.Name, StringComparison.Ordinal));

    // Options that all commands share are tested once.
    private static IEnumerable<TestCaseData> Switches() =>
        from pair in BooleanOptions()
        where !s_conditions.Contains(pair.Option.Name) && pair.Command.Name is not ("emulator" or "tail")

        // The number of remaining requests differs between two runs of doctor.
        where pair.Command.Name != "doctor"
        where pair.Option.Name is not ("--emulator" or "--allow-insecure-http" or "--quiet" or "--verbose") || pair.Command.Name == "count"
        select new TestCaseData(pair.Command.Name, pair.Option.Name);

    [TestCaseSource(nameof(All))]
    public void An_option_can_be_set_to_false(string command, string option)
    {
        foreach (var form in (string[][])[[$"{option}=false"], [$"{option}:false"], [option, "false"]])
        {
            var result = GatewayLogsCommandLine.Parse([command, .. form]);
            Assert.That(result.GetValue<bool?>(option), Is.False, string.Join(' ', form));
        }
    }

    [TestCaseSource(nameof(Conditions))]
    public async Task A_condition_set_to_false_is_sent_as_a_filter(string command, string argument)
    {
        using var folder = new TemporaryFolder();
        var expected = argument.StartsWith("--failed", StringComparison.Ordinal) ? "true" : "false";
        var key = argument.StartsWith("--cached", StringComparison.Ordinal) ? "cached" : "success";
        var before = Emulator.Requests.Count;

        // A deletion sends no request before it is confirmed.
        string[] preview = command == "delete" ? ["--dry-run"] : [];
        var run = await RunAsync([command, .. await ArgumentsAsync(command, folder.GetPath("logs")), .. preview, .. argument.Split(' ')]);

        var lists = Emulator.Requests.Skip(before)
            .Select(request => Uri.UnescapeDataString(request.PathAndQuery))
            .Where(path => path.Contains("filters", StringComparison.Ordinal))
            .ToList();
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(lists, Is.Not.Empty.And.All.Contains($$"""{"key":"{{key}}","operator":"eq","value":[{{expected}}]}"""));
    }

    [TestCaseSource(nameof(Switches))]
    public async Task A_switch_set_to_false_has_no_effect(string command, string option)
    {
        using var folder = new TemporaryFolder();
        var without = await RunAsync([command, .. await ArgumentsAsync(command, folder.GetPath("without"))]);
        var with = await RunAsync([command, .. await ArgumentsAsync(command, folder.GetPath("with")), $"{option}=false"]);

        Assert.That((with.ExitCode, with.Output), Is.EqualTo((without.ExitCode, without.Output)), with.Error);
    }

    private async Task<string[]> ArgumentsAsync(string command, string folder)
    {
        Assert.That(s_arguments, Contains.Key(command), "Add the required arguments of the command to this dictionary.");
        var id = await NewestIdAsync();
        return [.. s_arguments[command].Select(argument => argument switch { "ID" => id, Folder => folder, _ => argument })];
    }
}
