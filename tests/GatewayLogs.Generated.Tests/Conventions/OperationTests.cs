using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GatewayLogs.Tests;

public partial class OperationTests
{
    [GeneratedRegex(@"operationId: (\w+)")]
    private static partial Regex OperationId { get; }

    private static IEnumerable<string> OperationIds =>
        OperationId.Matches(File.ReadAllText(Repository.PathOf("openapi/ai-gateway-logs.yaml"))).Select(match => match.Groups[1].Value);

    [TestCaseSource(nameof(OperationIds))]
    public void Every_operation_of_the_document_has_a_public_method(string operation)
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(GatewayLogsClient).Assembly.Location, ".xml"));

        var methods = documentation.Descendants("member").Where(member =>
            member.Attribute("name")!.Value.StartsWith("M:GatewayLogs.GatewayLogsClient.", StringComparison.Ordinal) &&
            member.Element("remarks")?.Value.Contains($"Operation {operation} of the document", StringComparison.Ordinal) == true);

        Assert.That(methods.Count(), Is.EqualTo(1));
    }

    [TestCaseSource(nameof(OperationIds))]
    public void Every_operation_of_the_document_has_tests_of_its_own(string operation)
    {
        var fixtures = Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type.GetCustomAttributes<CategoryAttribute>().Any(category => category.Name == operation));

        Assert.That(fixtures.SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(TestAttribute))), Is.Not.Empty);
    }

    [TestCaseSource(nameof(OperationIds))]
    public void Every_operation_of_the_document_is_among_those_tested_for_what_all_have_in_common(string operation) =>
        Assert.That(Operations.Names, Has.Member(operation));

    [TestCaseSource(nameof(OperationIds))]
    public void Every_generated_method_is_hidden_behind_one_written_by_hand(string operation)
    {
        var generated = typeof(GatewayLogsClient).GetMethod($"{operation}CoreAsync", BindingFlags.Instance | BindingFlags.NonPublic);

        Assert.That(generated!.IsFamily, Is.True);
    }
}
