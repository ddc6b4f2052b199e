using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace GatewayLogs.Tests;

public class DocumentTests
{
    private static readonly Lazy<Task<OpenApiDocument>> s_document =
        new(() => OpenApiYamlDocument.FromFileAsync(Repository.PathOf("openapi/ai-gateway-logs.yaml")));

    private static IEnumerable<string> Examples => Repository.Examples();

    [Test]
    public async Task The_document_has_exactly_the_six_operations()
    {
        var operations = (await s_document.Value).Operations.Select(operation =>
            $"{operation.Operation.OperationId} {operation.Method.ToUpperInvariant()} {operation.Path[operation.Path.IndexOf("/logs", StringComparison.Ordinal)..]}");

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
    public async Task Every_example_fits_the_schema_of_its_operation_and_status(string example)
    {
        var schema = await SchemaOfAsync(example);

        var errors = schema.Validate(Parse(Repository.Example(example)), SchemaType.OpenApi3);

        Assert.That(errors, Is.Empty);
    }

    [Test]
    public async Task Every_operation_has_an_example_of_every_status()
    {
        var expected = (await s_document.Value).Operations.SelectMany(operation =>
            operation.Operation.Responses.Keys.Select(status => $"{operation.Operation.OperationId}.{status}"));

        var present = new HashSet<string>();
        foreach (var example in Examples)
        {
            var (operation, status) = await NameOfAsync(example);
            present.Add($"{operation.OperationId}.{status}");
        }

        Assert.That(present, Is.EquivalentTo(expected));
    }

    [Test]
    public async Task An_example_of_another_form_would_be_noticed()
    {
        var schema = await SchemaOfAsync("ListGatewayLogs.200");

        Assert.That(schema.Validate(Parse("""{"success":true,"result":[{"id":5}]}"""), SchemaType.OpenApi3), Is.Not.Empty);
    }

    [Test]
    public async Task The_linter_has_nothing_to_say()
    {
        var folder = Repository.PathOf("openapi");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.Ignore("The linter needs Node.js: run `npm ci` in openapi.");
        }

        await ToolRun.SucceedAsync("npm", folder, "run", "--silent", "lint");
    }

    private static async Task<JsonSchema> SchemaOfAsync(string example)
    {
        var (operation, status) = await NameOfAsync(example);
        return operation.ActualResponses[status].Content["application/json"].Schema!.ActualSchema;
    }

    /// <summary>The operation and the status, or default where the document does not list it, that an example's name says.</summary>
    private static async Task<(OpenApiOperation Operation, string Status)> NameOfAsync(string example)
    {
        var parts = example.Split('.');
        var operation = (await s_document.Value).Operations.Select(o => o.Operation).Single(o => o.OperationId == parts[0]);
        return (operation, operation.Responses.ContainsKey(parts[1]) ? parts[1] : "default");
    }

    private static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        return JToken.ReadFrom(reader);
    }
}
