using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>The generated methods equal the generator's output without custom templates, except for the lines listed in openapi/README.md.</summary>
public partial class PlainOutputTests
{
    private const string Client = "src/GatewayLogs.Generated/Generated/GatewayLogsClient.g.cs";

    private static readonly string[] s_operations =
    [
        "ListGatewayLogs", "DeleteGatewayLogs", "GetGatewayLogDetail", "PatchGatewayLog", "GetGatewayLogRequest", "GetGatewayLogResponse",
    ];

    private readonly TemporaryFolder _folder = new();

    private string _plain;

    private string _ours;

    /// <summary>Client.Class.BeforeSend.liquid: attaches the call context before each request is sent.</summary>
    [GeneratedRegex(@"^ *request_\.Options\.Set\(GatewayLogs\.Pipeline\.CallContext\.Key, .*\n", RegexOptions.Multiline)]
    private static partial Regex Context { get; }

    /// <summary>Client.Method.Annotations.liquid: attributes of the method that sends content.</summary>
    [GeneratedRegex(@"^ *\[System\.Diagnostics\.CodeAnalysis\.UnconditionalSuppressMessage\(.*\n", RegexOptions.Multiline)]
    private static partial Regex Annotation { get; }

    /// <summary>Client.Class.QueryParameter.liquid: the list of filters, with and without the template.</summary>
    [GeneratedRegex("""^ *AppendJson\(urlBuilder_, "filters", filters\);\n|^ *foreach \(var item_ in filters\) .*\n""", RegexOptions.Multiline)]
    private static partial Regex Filters { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace { get; }

    [OneTimeSetUp]
    public async Task GenerateAsync()
    {
        var settings = JObject.Parse(await File.ReadAllTextAsync(Repository.GetPath("nswag.json")));
        ((JObject)settings["codeGenerators"]!["openApiToCSharpClient"]!).Remove("templateDirectory");
        await File.WriteAllTextAsync(_folder.GetPath("nswag.json"), settings.ToString());
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.GetPath(Client))!);
        Directory.CreateDirectory(_folder.GetPath("openapi"));
        File.Copy(Repository.GetPath("openapi/ai-gateway-logs.yaml"), _folder.GetPath("openapi/ai-gateway-logs.yaml"));
        await NSwagTool.RunAsync(_folder.Path, "run", "nswag.json");
        _plain = await File.ReadAllTextAsync(_folder.GetPath(Client));
        _ours = await File.ReadAllTextAsync(Repository.GetPath(Client));
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCaseSource(nameof(s_operations))]
    public void A_generated_method_differs_from_plain_output_only_in_documented_lines(string operation)
    {
        var (ours, plain) = (GetMethod(_ours, operation), GetMethod(_plain, operation));
        var isPatch = operation == "PatchGatewayLog";
        var hasFilters = operation is "ListGatewayLogs" or "DeleteGatewayLogs";

        Assert.Multiple(() =>
        {
            Assert.That((Context.Count(ours), Annotation.Count(ours), Filters.Count(ours)), Is.EqualTo((1, isPatch ? 2 : 0, hasFilters ? 1 : 0)));
            Assert.That((Context.Count(plain), Annotation.Count(plain), Filters.Count(plain)), Is.EqualTo((0, 0, hasFilters ? 1 : 0)));
            Assert.That(WithoutOverrides(ours), Is.EqualTo(WithoutOverrides(plain)));
        });
    }

    [Test]
    public void The_rest_of_the_client_differs_only_in_the_two_handwritten_members()
    {
        var start = _plain.IndexOf("public bool ReadResponseAsString", StringComparison.Ordinal);
        var (before, replaced) = (WithoutOverrides(_plain[..start]), _plain[start..]);
        var ours = WithoutOverrides(_ours);

        Assert.That(replaced, Does.Contain("ReadObjectResponseAsync<T>(").And.Contain("private string ConvertToString("));
        Assert.That(ours, Does.StartWith(before));
        Assert.That(ours[before.Length..], Does.Match("^[} ]*(#pragma warning restore +[0-9]+ *)+$"));
    }

    [Test]
    public void No_template_changes_rendered_code()
    {
        foreach (var template in Directory.EnumerateFiles(Repository.GetPath("openapi/templates"), "*.liquid"))
        {
            var text = File.ReadAllText(template);
            Assert.That(text, Does.Not.Contain("capture").And.Not.Contain("split").And.Not.Contain("remove"), template);

            // Only a name of the document may be changed.
            Assert.That(Regex.Count(text, @"\| *replace"), Is.EqualTo(Regex.Count(text, @"property\.Name \| replace: ""_"", ""-""")), template);
        }
    }

    /// <summary>Returns a method with its documentation.</summary>
    private static string GetMethod(string client, string operation)
    {
        const string Start = "        /// <param name=\"cancellationToken\">";
        var signature = client.IndexOf($" {operation}CoreAsync(", StringComparison.Ordinal);
        var start = client.LastIndexOf(Start, signature, StringComparison.Ordinal);
        var end = client.IndexOf(Start, signature, StringComparison.Ordinal);
        return client[start..(end < 0 ? client.IndexOf("protected struct ObjectResponseResult", StringComparison.Ordinal) : end)];
    }

    private static string WithoutOverrides(string code) =>
        Whitespace.Replace(Filters.Replace(Annotation.Replace(Context.Replace(code, ""), ""), ""), " ");
}
