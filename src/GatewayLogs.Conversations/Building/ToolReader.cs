namespace GatewayLogs.Conversations;

/// <summary>Reads the tools of a request.</summary>
internal static class ToolReader
{
    public static void Read(Node tools, RequestBuilder request)
    {
        foreach (var tool in tools.Items)
        {
            if (tool["functionDeclarations", "function_declarations"] is { IsArray: true } declarations)
            {
                Read(declarations, request); // Google
            }
            else if (!tool["cachePoint"].Exists) // Bedrock
            {
                Add(tool, tool["function", "toolSpec", "custom"] is { IsObject: true } inner ? inner : tool, request);
            }
        }
    }

    private static void Add(Node tool, Node definition, RequestBuilder request)
    {
        // Tools that the provider runs have a type (OpenAI, Anthropic), or a single member with settings (Google).
        var name = definition["name", "type"].Text ?? (definition.Names.ToList() is [var only] ? only : null);
        if (string.IsNullOrEmpty(name))
        {
            request.Findings.ReportUnknown(tool, "tool");
            return;
        }

        var schema = definition["parameters", "input_schema", "inputSchema", "parametersJsonSchema", "parameter_definitions"];
        schema = schema["json"] is { IsObject: true } json ? json : schema; // Bedrock
        request.Tools.Add(new ToolDefinition
        {
            Name = name,
            Description = definition["description"].Text,
            Schema = schema.Exists ? schema.Value : null,
        });
    }
}
