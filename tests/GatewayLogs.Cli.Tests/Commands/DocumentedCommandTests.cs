using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>Runs the <c>gwlogs</c> lines of the Markdown files unchanged, each in an empty folder.</summary>
public partial class DocumentedCommandTests : CommandTests
{
    private const string FromSources = "dotnet run --project src/GatewayLogs.Cli -- ";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock { get; }

    private static IEnumerable<TestCaseData> Lines() =>
        from document in (string[])["README.md", .. Directory.EnumerateFiles(Repository.GetPath("src"), "*.md", SearchOption.AllDirectories)]
        from Match block in ShellBlock.Matches(File.ReadAllText(Repository.GetPath(document)))
        from line in block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        where line.StartsWith("gwlogs ", StringComparison.Ordinal)
        select new TestCaseData(line).SetArgDisplayNames(Path.GetRelativePath(Repository.Root, Repository.GetPath(document)), line);

    [TestCaseSource(nameof(Lines))]
    public async Task A_documented_command_succeeds(string line)
    {
        using var folder = new TemporaryFolder();

        if (line.Contains(" --from ", StringComparison.Ordinal))
        {
            await CliRunner.RunInAsync(folder.Path, Emulator, "export", "--format", "parquet", "--out", "lake");
            await CliRunner.RunInAsync(folder.Path, Emulator, "export", "--compress", "gzip", "--out", "logs.ndjson.gz");
        }

        var run = await CliRunner.LineAsync(CliRunner.GetEnvironment(Emulator), folder.Path, line);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output + run.Error, Is.Not.Empty);
    }

    /// <summary>Runs the first command of README.md, without building the sources again. The second command there runs this test.</summary>
    [Test]
    public async Task The_first_command_lists_logs_of_an_emulator()
    {
        var first = ShellBlock.Match(await File.ReadAllTextAsync(Repository.GetPath("README.md"))).Groups[1].Value.Trim();
        Assert.That(first, Does.StartWith(FromSources));

        var run = await ToolRun.StartAsync(
            "bash", Repository.Root, ["-c", first.Replace("dotnet run ", $"dotnet run --no-build --configuration {Configuration} ", StringComparison.Ordinal)]);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(20).And.All.StartsWith("{\"id\":"));
    }
}
