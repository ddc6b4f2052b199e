using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>The document as it is, beside the one that it is a change of: that of the commit named in GATEWAY_LOGS_BASE, else of the last.</summary>
public partial class BaseDocumentTests
{
    private const string Document = "openapi/ai-gateway-logs.yaml";

    [GeneratedRegex("^## Unreleased$(?:(?!^## ).)*^### Breaking$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SaysWhatBreaks { get; }

    [Test]
    public async Task A_change_that_breaks_users_of_the_client_is_in_the_changelog()
    {
        var commit = Environment.GetEnvironmentVariable("GATEWAY_LOGS_BASE") is { Length: > 0 } named ? named : "HEAD";
        var old = await ToolRun.StartAsync("git", Repository.Root, ["show", $"{commit}:{Document}"]);
        Assert.That(old.ExitCode, Is.Zero, old.Error);

        var changes = BreakingChanges.Between(old.Output, await File.ReadAllTextAsync(Repository.PathOf(Document)));
        if (Environment.GetEnvironmentVariable("GATEWAY_LOGS_BREAKING_CHANGES") is { Length: > 0 } path)
        {
            await File.WriteAllLinesAsync(path, changes);
        }

        Assert.That(
            changes.Count == 0 || IsAnnounced(await File.ReadAllTextAsync(Repository.PathOf("CHANGELOG.md"))),
            $"Undo this, or say what users have to do in CHANGELOG.md, under '### Breaking' of '## Unreleased':\n{string.Join('\n', changes)}");
    }

    [TestCase("## Unreleased\n\n### Breaking\n\n- All.\n", ExpectedResult = true)]
    [TestCase("## Unreleased\n\n### Added\n\n- One.\n\n### Breaking\n\n- All.\n", ExpectedResult = true)]
    [TestCase("## Unreleased\n\n### Added\n\n- One.\n", ExpectedResult = false)]
    [TestCase("## Unreleased\n\n## 0.1.0\n\n### Breaking\n\n- All.\n", ExpectedResult = false)]
    public bool Only_what_is_not_released_yet_counts(string changelog) => IsAnnounced(changelog);

    private static bool IsAnnounced(string changelog) => SaysWhatBreaks.IsMatch(changelog.ReplaceLineEndings("\n"));
}
