namespace GatewayLogs.Tests;

/// <summary>Edits of the document that NSwag accepts but that would generate a different client are errors with a line number.</summary>
public class DocumentRulesTests
{
    private static readonly string s_document = File.ReadAllText(Repository.GetPath("openapi/ai-gateway-logs.yaml"));

    [Test]
    public void The_document_follows_the_rules() => Assert.That(Check(s_document), Is.Empty);

    [TestCase("type: integer", "type: intger", "'intger' is not an OpenAPI type.")]
    [TestCase("type: boolean", "type: Boolean", "'Boolean' is not an OpenAPI type.")]
    [TestCase("format: int32", "format: int46", "the format of type integer is 'int46'. Expected one of: int32, int64.")]
    [TestCase("format: date-time", "format: datetime", "the format of type string is 'datetime'. Expected")]
    [TestCase("{ type: boolean }", "{ type: boolean, format: decimal }", "the format of type boolean is 'decimal'. Expected")]
    [TestCase("          type: number\n          format: decimal", "          type: number",
        "the format of type number is ''. Expected one of: decimal, double, float.")]
    [TestCase("nullable: true", "nullabel: true", "ignore 'nullabel' here.")]
    [TestCase("deprecated: true", "depricated: true", "ignore 'depricated' here.")]
    [TestCase("      required: [id]", "      requird: [id]", "ignore 'requird' here.")]
    [TestCase("additionalProperties: true", "additionalPropertys: true", "ignore 'additionalPropertys' here.")]
    [TestCase("x-csharp-type:", "x-charp-type:", "ignore 'x-charp-type' here.")]
    [TestCase("{ $ref: '#/components/schemas/GatewayLogOrderBy' }", "{ $reff: '#/components/schemas/GatewayLogOrderBy' }", "ignore '$reff' here.")]
    [TestCase("    delete:\n", "    delet:\n", "ignore 'delet' here.")]
    [TestCase("      type: object\n      description: The gateway's record",
        "      anyOf: []\n      type: object\n      description: The gateway's record", "ignore 'anyOf' here.")]
    [TestCase("required: [id]", "required: [key]", "components.schemas.GatewayLog requires a property that it does not define: 'key'.")]
    [TestCase("        provider:\n", "        createdAt:\n", "two properties have the same C# name: 'CreatedAt'.")]
    [TestCase("        cached:\n", "        success:\n", "uplicate key")]
    public void Misspelled_keywords_and_duplicate_keys_are_errors(string old, string current, string problem) => RequireProblem(old, current, problem);

    [TestCase("x-enumNames: [CreatedAt, Provider, Model, ", "x-enumNames: [CreatedAt, Model, Provider, ",
        "contains 'Model' at the position of 'provider', so Model in C# would send 'provider'. Expected: Provider.")]
    [TestCase("x-enumNames: [CreatedAt, Provider, ", "x-enumNames: [CreatedAt, ", "GatewayLogOrderBy has 6 values in enum, but 5 names in x-enumNames.")]
    [TestCase("enum: [created_at, provider, model, ", "enum: [created_at, cost, provider, model, ",
        "GatewayLogOrderBy has 7 values in enum, but 6 names in x-enumNames.")]
    [TestCase("enum: [created_at, provider, ", "enum: [created_at, cost, ",
        "contains 'Provider' at the position of 'cost', so Provider in C# would send 'cost'. Expected: Cost.")]
    [TestCase("enum: [asc, desc]", "enum: [desc, asc]", "at the position of 'desc'")]
    [TestCase("enum: [eq, neq, contains, lt, gt]", "enum: [eq, neq, contains, gt, lt]", "at the position of 'gt'")]
    [TestCase("        - UserAgent\n", "", "GatewayLogFilterKey has 24 values in enum, but 23 names in x-enumNames.")]
    [TestCase("        - tokens_out\n", "        - tokens_in\n", "contains a duplicate value: 'tokens_in'.")]
    [TestCase("      default: created_at\n", "      default: createdAt\n", "the default 'createdAt' is not a value of enum.")]
    public void Enumerations_whose_names_do_not_match_their_values_are_errors(string old, string current, string problem) =>
        RequireProblem(old, current, problem);

    [TestCase("          x-originalName: perPage\n", "", "the x-originalName of 'per_page' is ''. Expected 'perPage'.")]
    [TestCase("x-originalName: minCost", "x-originalName: maxCost", "the x-originalName of 'min_cost' is 'maxCost'. Expected 'minCost'.")]
    [TestCase("- name: max_cost\n          x-originalName: maxCost", "- name: min_cost\n          x-originalName: minCost",
        "two parameters have the same name: 'minCost'.")]
    [TestCase("        x-name: update\n", "", "has no x-name.")]
    [TestCase("          schema: { type: boolean }\n", "", "has no schema.")]
    [TestCase("          type: string\n          description: The path of",
        "          type: object\n          properties: { a: { type: string, description: A. } }\n          description: The path of",
        "NSwag would make up a name for this type.")]
    [TestCase("          type: string\n          description: The path of",
        "          type: string\n          enum: [a]\n          x-enumNames: [A]\n          description: The path of",
        "NSwag would make up a name for this type.")]
    [TestCase("schema: { type: string }", "schema: { type: string, enum: [a], x-enumNames: [A] }", "NSwag would make up a name for this type.")]
    [TestCase("          items: { $ref: '#/components/schemas/GatewayLogsError' }",
        "          items: { type: object, properties: { code: { type: string, description: A. } } }",
        "NSwag would make up a name for this type.")]
    [TestCase("            items: { $ref: '#/components/schemas/GatewayLogFilter' }\n", "", "arrays must have items, and other types must not.")]
    [TestCase("schema: { $ref: '#/components/schemas/GatewayLogOrderBy' }",
        "schema: { $ref: '#/components/schemas/GatewayLogOrderBy', description: A. }", "members next to a $ref are ignored.")]
    [TestCase("schema: { $ref: '#/components/schemas/GatewayLogOrderBy' }", "schema: { $ref: '#/components/responses/NotFound' }",
        "'#/components/responses/NotFound' is not a component of the required kind.")]
    [TestCase("          description: The path of the request at the provider.\n", "", "components.schemas.GatewayLog.properties.path has no description.")]
    public void Schemas_that_NSwag_would_have_to_name_are_errors(string old, string current, string problem) => RequireProblem(old, current, problem);

    [TestCase("      operationId: GetGatewayLogRequest\n", "", "operationId is ''. Expected a name in PascalCase")]
    [TestCase("operationId: GetGatewayLogResponse", "operationId: GetGatewayLogRequest",
        "another operation already has the operationId 'GetGatewayLogRequest'.")]
    [TestCase("operationId: GetGatewayLogResponse", "operationId: getGatewayLogRequest", "operationId is 'getGatewayLogRequest'. Expected")]
    [TestCase("'200':\n          description: One page", "'201x':\n          description: One page", "the response '201x' is not a single status.")]
    [TestCase("'400': { $ref:", "'4XX': { $ref:", "the response '4XX' is not a single status.")]
    [TestCase("'200':\n          description: One page", "'302':\n          description: One page", "has no response for a success status.")]
    [TestCase("'400': { $ref:", "'202': { $ref:", "has 2 success responses with different schemas")]
    [TestCase("        default: { $ref: '#/components/responses/Failure' }\n", "", "has no default response.")]
    [TestCase("/logs/{id}/request:", "/logs/{log_id}/request:", "a placeholder of the path is missing from the parameters: 'log_id'.")]
    [TestCase("      - $ref: '#/components/parameters/Id'\n", "", "a placeholder of the path is missing from the parameters: 'id'.")]
    [TestCase("      in: path\n      required: true", "      in: path", "path parameters must have required: true.")]
    [TestCase("      in: path\n", "      in: cookie\n", "in is 'cookie'. Expected query, path or header.")]
    [TestCase("schemas/ListGatewayLogsEnvelope'", "schemas/GatewayLogPageInfo'", "the success schema must be a $ref to GatewayLogBody or to an envelope")]
    [TestCase("openapi: 3.0.3", "openapi: 3.1.0", "openapi is '3.1.0'. Expected 3.0.3.")]
    public void Operations_that_do_not_map_to_one_method_are_errors(string old, string current, string problem) => RequireProblem(old, current, problem);

    [TestCase("type: integer, format: int32, minimum: 1, maximum: 50", "type: intger, format: int32, minimum: 1, maximum: 50", "type: intger,")]
    [TestCase("        cached:\n", "        success:\n", "        success:")]
    [TestCase("x-enumNames: [CreatedAt, Provider, Model, ", "x-enumNames: [CreatedAt, Model, Provider, ", "x-enumNames: [CreatedAt, Model, Provider, ")]
    [TestCase("x-originalName: minCost", "x-originalName: maxCost", "x-originalName: maxCost")]
    [TestCase("          x-originalName: perPage\n", "", "- name: per_page")]
    [TestCase("      operationId: GetGatewayLogRequest\n", "", "summary: Gets the stored request body")]
    [TestCase("operationId: GetGatewayLogResponse", "operationId: GetGatewayLogRequest", "operationId: GetGatewayLogRequest")]
    public void An_error_points_to_the_line_of_the_faulty_or_incomplete_element(string old, string current, string line)
    {
        var yaml = Edit(old, current);

        Assert.That(yaml.Split('\n')[DocumentRules.Check(yaml)[0].Line - 1], Does.Contain(line));
    }

    [Test]
    public void A_document_without_operations_is_an_error() =>
        Assert.That(Check("openapi: 3.0.3\npaths: {}\n"), Is.EqualTo(["2: The document has no operations. Add one below paths."]));

    private static void RequireProblem(string old, string current, string problem) =>
        Assert.That(Check(Edit(old, current)), Has.Some.Contains(problem));

    private static string Edit(string old, string current)
    {
        var place = s_document.IndexOf(old, StringComparison.Ordinal);
        Assert.That(place, Is.Not.Negative, $"The document has no '{old}'.");
        return s_document.Remove(place, old.Length).Insert(place, current);
    }

    private static IEnumerable<string> Check(string yaml) => DocumentRules.Check(yaml).Select(problem => $"{problem.Line}: {problem.Message}");
}
