using System.Globalization;
using System.Text;
using NSwag;

namespace GatewayLogs.Tests;

public class DocumentTests
{
    private static IEnumerable<string> Examples => Repository.Examples();

    [Test]
    public void The_document_has_exactly_the_six_operations()
    {
        var operations = ApiDocument.Operations.Select(operation =>
            $"{operation.Operation.OperationId} {operation.Method.ToUpperInvariant()} "
            + $"{operation.Path[operation.Path.IndexOf("/logs", StringComparison.Ordinal)..]}");

        Assert.That(operations, Is.EquivalentTo(
        [
            "ListGatewayLogs GET /logs",
            "DeleteGatewayLogs DELETE /logs",
            "GetGatewayLogDetail GET /logs/{id}",
            "PatchGatewayLog PATCH /logs/{id}",
            "GetGatewayLogRequest GET /logs/{id}/request",
            "GetGatewayLogResponse GET /logs/{id}/response",
        ]));
    }

    [TestCaseSource(nameof(Examples))]
    public void Every_example_is_valid_for_its_operation_and_status(string example)
    {
        var (operation, status) = GetName(example);

        var violations = ApiDocument.Violations(
            operation.Method, operation.Path, int.Parse(status, CultureInfo.InvariantCulture), "application/json",
            Encoding.UTF8.GetBytes(Repository.Example(example)));

        Assert.That(violations, Is.Empty);
    }

    [Test]
    public void Every_operation_has_an_example_for_every_status()
    {
        var expected = ApiDocument.Operations.SelectMany(operation =>
            operation.Operation.Responses.Keys.Except(["204"]).Select(status => $"{operation.Operation.OperationId}.{status}"));

        var present = Examples.Select(GetName).Select(name =>
            $"{name.Operation.Operation.OperationId}.{(name.Operation.Operation.Responses.ContainsKey(name.Status) ? name.Status : "default")}");

        Assert.That(present.Distinct(), Is.EquivalentTo(expected));
    }

    [Test]
    public async Task The_linter_reports_no_problems()
    {
        var folder = Repository.GetPath("openapi");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.Ignore("The linter needs Node.js: run `npm ci` in openapi.");
        }

        await ToolRun.SucceedAsync("npm", folder, "run", "--silent", "lint");
    }

    /// <summary>Returns the operation and the status in the name of an example.</summary>
    private static (OpenApiOperationDescription Operation, string Status) GetName(string example)
    {
        var parts = example.Split('.');
        return (ApiDocument.Operations.Single(operation => operation.Operation.OperationId == parts[0]), parts[1]);
    }
}
