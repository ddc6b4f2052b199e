using System.Text.Json;

namespace GatewayLogs.Conversations;

/// <summary>A tool that a request offered to the model.</summary>
public sealed class ToolDefinition
{
    /// <summary>Gets the name; for a tool that the provider runs, such as web search, the name or type that the request has.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the description, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the schema of the parameters as the request has it, or null. It is a JSON Schema, except for version 1 of Cohere's API.</summary>
    public JsonElement? Schema { get; init; }
}
