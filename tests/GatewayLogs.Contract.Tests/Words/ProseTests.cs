using System.Globalization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

public partial class ProseTests
{
    private static readonly string[] s_ignoredFolders = ["artifacts", "bin", "obj", "node_modules", ".git"];

    private static readonly Lazy<string[]> s_files = new(() =>
        [.. EnumerateFiles(new DirectoryInfo(Repository.Root)).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))]);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock { get; }

    /// <summary>Text in backticks or after --project that looks like a path of this repository.</summary>
    [GeneratedRegex(
        @"(?<=`|--project )(?:[\w.-]+/)*(?:\.?[\w-]+\.)*(?:md|cs|csproj|json|yaml|targets|liquid|sha256|sln|props)(?=`|\s)"
        + @"|(?<=`|--project )(?:src|tests|openapi)(?:/[\w.-]+)*(?=`|\s)")]
    private static partial Regex PathInProse { get; }

    [GeneratedRegex("max_line_length = ([0-9]+)")]
    private static partial Regex MaxLineLength { get; }

    private static IEnumerable<string> Documents => s_files.Value.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    [TestCaseSource(nameof(Documents))]
    public void Every_path_that_a_document_names_exists(string document)
    {
        var missing = PathInProse.Matches(File.ReadAllText(Repository.GetPath(document)))
            .Select(match => match.Value)
            .Where(path => !Exists(path));

        Assert.That(missing.Distinct(), Is.Empty);
    }

    [TestCaseSource(nameof(Documents))]
    public void No_document_contains_merge_conflict_markers(string document) =>
        Assert.That(File.ReadAllText(Repository.GetPath(document)), Does.Not.Match("(?m)^(<{7} |={7}$|>{7} )"));

    [TestCaseSource(nameof(Documents))]
    public void Every_snippet_of_a_document_is_executed(string document)
    {
        var run = string.Concat(s_files.Value
            .Where(file => file.EndsWith("SnippetTests.cs", StringComparison.Ordinal))
            .Select(file => Squeeze(File.ReadAllText(Repository.GetPath(file)))));

        Assert.Multiple(() =>
        {
            foreach (var snippet in CSharpBlock.Matches(File.ReadAllText(Repository.GetPath(document))).Select(match => match.Groups[1].Value))
            {
                Assert.That(run, Does.Contain(Squeeze(snippet)));
            }
        });
    }

    [Test]
    public void The_README_has_snippets_and_fits_two_screens()
    {
        var text = File.ReadAllText(Repository.GetPath("README.md"));

        Assert.That(CSharpBlock.Count(text), Is.GreaterThanOrEqualTo(5));
        Assert.That(text.Split('\n'), Has.Length.LessThanOrEqualTo(120));
    }

    [Test]
    public void No_line_of_C_sharp_is_longer_than_the_limit_of_the_editorconfig()
    {
        var limit = int.Parse(
            MaxLineLength.Match(File.ReadAllText(Repository.GetPath(".editorconfig"))).Groups[1].Value, CultureInfo.InvariantCulture);

        var longer = s_files.Value
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(file => GetLinesOfCode(file).Where(line => line.Text.Length > limit).Select(line => $"{file}:{line.Number}"));

        Assert.That(longer, Is.Empty);
    }

    /// <summary>Returns the lines of a file without the contents of raw string literals, whose lines cannot be wrapped.</summary>
    private static IEnumerable<(int Number, string Text)> GetLinesOfCode(string file)
    {
        var isInLiteral = false;
        foreach (var (index, text) in File.ReadLines(Repository.GetPath(file)).Index())
        {
            var beginsOrEnds = int.IsEvenInteger(text.Split("\"\"\"").Length);
            if (!isInLiteral || beginsOrEnds)
            {
                yield return (index + 1, text);
            }

            isInLiteral ^= beginsOrEnds;
        }
    }

    /// <summary>A file can be named by its full path, its name, or a unique suffix of its name.</summary>
    private static bool Exists(string path) =>
        Directory.Exists(Repository.GetPath(path))
        || s_files.Value.Any(file => file == path
            || (!path.Contains('/', StringComparison.Ordinal) && file.EndsWith(path, StringComparison.Ordinal)));

    private static string Squeeze(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static IEnumerable<string> EnumerateFiles(DirectoryInfo folder) => folder.EnumerateFiles().Select(file => file.FullName).Concat(
        folder.EnumerateDirectories().Where(child => !s_ignoredFolders.Contains(child.Name)).SelectMany(EnumerateFiles));
}
