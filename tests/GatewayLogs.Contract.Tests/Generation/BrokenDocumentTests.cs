using System.Globalization;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>An invalid document is reported as one build error with its line and NSwag's message.</summary>
[LongTest]
public partial class BrokenDocumentTests
{
    /// <summary>A name, an edit of the document, a part of the faulty line, and NSwag's message.</summary>
    private static readonly (string Name, string Old, string Current, string Line, string Words)[] s_edits =
    [
        ("missing bracket", "[AI Gateway Logs]", "[AI Gateway Logs", "tags: [AI Gateway Logs", "Exception during deserialization"),
        ("missing brace", "{ type: boolean }", "{ type: boolean", "schema: { type: boolean", "Exception during deserialization"),
        ("missing quotation mark", "/AccountId'", "/AccountId", "parameters/AccountId", "Could not resolve the path '#/components/parameters/AccountId"),
        ("wrong indent", "          in: query\n", "         in: query\n", "         in: query", "While parsing a block collection, did not find expected '-' indicator."),
        ("tab", "      summary: Lists", "\tsummary: Lists", "operationId: ListGatewayLogs", "While scanning a plain scalar, found a tab character that violate indentation."),
        ("colon in a text", "The page number", "The page: number", "The page: number", "While scanning a plain scalar value, found invalid mapping."),
        ("unknown alias", "{ type: boolean }", "*nothing", "schema: *nothing", "Alias $nothing cannot precede anchor declaration"),
        ("unknown schema", "schemas/GatewayLogOrderBy'", "schemas/LogOrder'", "schemas/LogOrder'", "Could not resolve the path '#/components/schemas/LogOrder'."),
        ("unknown parameter", "parameters/Id'", "parameters/LogId'", "parameters/LogId'", "Could not resolve the path '#/components/parameters/LogId'."),
        ("unknown file", "#/components/responses/NotFound", "other.yaml#/NotFound", "other.yaml#/NotFound", "Could not resolve the JSON path 'other.yaml#/NotFound'"),
        ("text for a number", "minimum: 1, maximum: 50", "minimum: one, maximum: 50", "minimum: one", "Could not convert string to decimal: one."),
        ("text for a list", "enum: [asc, desc]", "enum: asc", "enum: asc", "Error converting value \"asc\" to type"),
        ("unknown place", "in: path", "in: pth", "in: pth", "Error converting value \"pth\" to type 'NSwag.OpenApiParameterKind'."),
        ("no version", "openapi: 3.0.3\n", "", "info:", "The document has no member openapi"),
    ];

    /// <summary>Whole documents and their error messages.</summary>
    private static readonly (string Name, string Yaml, string Words)[] s_documents =
    [
        ("empty", "", "The document is empty"),
        ("comment", "# Later.\n", "The document is empty"),
        ("list", "- openapi: 3.0.3\n", "Cannot populate JSON array onto type 'NSwag.OpenApiDocument'."),
        ("text", "openapi\n", "Unexpected initial token 'String' when populating object."),
    ];

    private readonly TemporaryFolder _folder = new();

    private readonly Dictionary<string, string> _documents = s_documents.ToDictionary(document => document.Name, document => document.Yaml);

    private string[] _errors = [];

    private static IEnumerable<TestCaseData> Edits => s_edits.Select(edit => new TestCaseData(edit.Name, edit.Line, edit.Words));

    private static IEnumerable<TestCaseData> Documents => s_documents.Select(document => new TestCaseData(document.Name, document.Words));

    [GeneratedRegex(@"^(?<file>.+)\((?<line>\d+),(?<column>\d+)\): error (?<code>[A-Z]+\d+): (?<text>.*) \[.*\]$")]
    private static partial Regex Error { get; }

    /// <summary>Generates from all documents in one run, each in its own copy, because MSBuild takes a second to start.</summary>
    [OneTimeSetUp]
    public async Task GenerateAsync()
    {
        var yaml = await File.ReadAllTextAsync(Repository.GetPath("openapi/ai-gateway-logs.yaml"));
        foreach (var (name, old, current, _, _) in s_edits)
        {
            var place = yaml.IndexOf(old, StringComparison.Ordinal);
            Assert.That(place, Is.Not.Negative, $"The document has no '{old}'.");
            _documents.Add(name, yaml.Remove(place, old.Length).Insert(place, current));
        }

        foreach (var (name, text) in _documents)
        {
            new GeneratingProject(_folder.GetPath(name)).WriteDocument(text);
        }

        new GeneratingProject(_folder.GetPath("missing")).DeleteDocument();
        await File.WriteAllTextAsync(_folder.GetPath("All.proj"), $"""
            <Project>
              <ItemGroup>
                <Copy Include="*/{GeneratingProject.Project}" />
              </ItemGroup>
              <Target Name="All">
                <MSBuild Projects="@(Copy)" Targets="GenerateClient" ContinueOnError="true" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        var run = await MSBuild.RunAsync(_folder.GetPath("All.proj"), "-maxCpuCount:2");
        _errors = [.. run.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal))];
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [TestCaseSource(nameof(Edits))]
    public void An_invalid_edit_is_reported_with_its_line(string name, string line, string words)
    {
        var error = OnlyError(name);

        Assert.That(error.Groups["text"].Value, Does.StartWith(words));
        Assert.That(_documents[name].Split('\n')[int.Parse(error.Groups["line"].Value, CultureInfo.InvariantCulture) - 1], Does.Contain(line));
    }

    [TestCaseSource(nameof(Documents))]
    public void A_file_that_is_not_a_document_is_an_error_in_its_first_line(string name, string words)
    {
        var error = OnlyError(name);

        Assert.That((error.Groups["line"].Value, error.Groups["column"].Value), Is.EqualTo(("1", "1")));
        Assert.That(error.Groups["text"].Value, Does.StartWith(words));
    }

    [Test]
    public void A_missing_document_is_reported_with_its_path() =>
        Assert.That(OnlyError("missing").Groups["text"].Value, Does.StartWith("Could not find file '").And.EndsWith("ai-gateway-logs.yaml'."));

    /// <summary>Returns the only error of a project; no other line of the output may look like an error.</summary>
    private Match OnlyError(string name)
    {
        var errors = _errors.Where(line => line.Contains(_folder.GetPath($"{name}/"), StringComparison.Ordinal)).ToList();
        Assert.That(errors, Has.Count.EqualTo(1), string.Join('\n', _errors));
        var error = Error.Match(errors[0]);
        Assert.That(error.Groups["file"].Value, Is.EqualTo(_folder.GetPath($"{name}/openapi/ai-gateway-logs.yaml")), errors[0]);
        Assert.That(error.Groups["code"].Value, Is.EqualTo("GL0001"));
        return error;
    }
}
