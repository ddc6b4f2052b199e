using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>Rules for the workflows that their linter does not check.</summary>
public partial class WorkflowTests
{
    private static readonly string[] s_workflows =
        [.. Directory.EnumerateFiles(Repository.GetPath(".github/workflows"), "*.yml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"uses: (?!\./)(.*)")]
    private static partial Regex Action { get; }

    [GeneratedRegex(@"^( *)(?:- )?run: (?:\|\n(?:\1 +.*\n|\n)+|.*)", RegexOptions.Multiline)]
    private static partial Regex Script { get; }

    [TestCaseSource(nameof(s_workflows))]
    public void Every_action_is_pinned_by_its_commit_and_names_its_version(string workflow) =>
        Assert.That(Action.Matches(Read(workflow)).Select(match => match.Groups[1].Value), Is.All.Match(@"^[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$"));

    [TestCaseSource(nameof(s_workflows))]
    public void No_script_contains_an_expression_whose_value_could_be_executed(string workflow)
    {
        var scripts = Script.Matches(Read(workflow)).Select(match => match.Value).ToList();

        Assert.That(scripts, Is.All.Not.Contains("${{"));
    }

    [TestCaseSource(nameof(s_workflows))]
    public void No_checkout_leaves_credentials_to_later_steps(string workflow)
    {
        var text = Read(workflow);

        Assert.That(Regex.Count(text, "persist-credentials: false"), Is.EqualTo(Regex.Count(text, "uses: actions/checkout@")));
    }

    [TestCaseSource(nameof(s_workflows))]
    public void Every_workflow_restricts_its_token(string workflow) =>
        Assert.That(Read(workflow), Does.Match(@"(?m)^permissions:( \{\}|\n  contents: read)$"));

    private static string Read(string workflow) => File.ReadAllText(Repository.GetPath($".github/workflows/{workflow}"));
}
