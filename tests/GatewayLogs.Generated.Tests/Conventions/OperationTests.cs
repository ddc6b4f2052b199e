using System.Reflection;

namespace GatewayLogs.Tests;

public class OperationTests
{
    private static IEnumerable<string> OperationIds => ApiDocument.Operations.Select(operation => operation.Operation.OperationId);

    [TestCaseSource(nameof(OperationIds))]
    public void Every_operation_of_the_document_has_a_public_method(string operation) =>
        Assert.That(PublicMethods.Of(operation), Has.Count.EqualTo(1));

    [TestCaseSource(nameof(OperationIds))]
    public void Every_operation_of_the_document_has_its_own_fixture(string operation)
    {
        var fixtures = Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type.GetCustomAttributes<CategoryAttribute>().Any(category => category.Name == operation));

        Assert.That(fixtures.SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(TestAttribute))), Is.Not.Empty);
    }

    [TestCaseSource(nameof(OperationIds))]
    public void Every_operation_of_the_document_runs_in_the_shared_tests(string operation) =>
        Assert.That(Operations.Names, Has.Member(operation));

    [TestCaseSource(nameof(OperationIds))]
    public void Every_generated_method_is_wrapped_by_a_handwritten_method(string operation)
    {
        var generated = typeof(GatewayLogsClient).GetMethod($"{operation}CoreAsync", BindingFlags.Instance | BindingFlags.NonPublic);

        Assert.That(generated?.IsFamily, Is.True, $"Add GatewayLogsClient.{operation}Async to protectedMethods in nswag.json.");
    }
}
