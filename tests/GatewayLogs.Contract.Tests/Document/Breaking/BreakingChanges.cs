namespace GatewayLogs.Tests;

/// <summary>
/// What a new version of the document takes away from those who use the generated client. Whatever is only added, and every description,
/// is none of it.
/// </summary>
internal static class BreakingChanges
{
    public static IReadOnlyList<string> Between(string oldYaml, string newYaml)
    {
        var (old, current) = (DocumentTree.Parse(oldYaml), DocumentTree.Parse(newYaml));
        return [.. Operations(old, current), .. Schemas(old, current), .. Security(old, current)];
    }

    private static IEnumerable<string> Operations(DocumentTree old, DocumentTree current) =>
        from operation in old.Operations
        from change in current.Operations.TryGetValue(operation.Key, out var now)
            ? new OperationChanges(old, current, operation.Key).Between(operation.Value, now)
            : [$"{operation.Key}: the operation is gone, or has another operationId."]
        select change;

    private static IEnumerable<string> Schemas(DocumentTree old, DocumentTree current) =>
        from schema in old.Schemas
        from change in current.Schemas.TryGetValue(schema.Key, out var now)
            ? SchemaChanges.Between(schema.Key, schema.Value, now, current.InputSchemas.Contains(schema.Key))
            : [$"{schema.Key}: the schema is gone, or has another name."]
        select change;

    private static IEnumerable<string> Security(DocumentTree old, DocumentTree current) =>
        old.SecuritySchemes.Except(current.SecuritySchemes).Select(scheme => $"{scheme}: the security scheme is gone.");
}
