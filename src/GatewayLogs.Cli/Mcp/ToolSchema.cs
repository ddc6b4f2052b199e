using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GatewayLogs.Cli.Mcp;

/// <summary>The parameters of a tool as JSON Schema, from the arguments and options of its command.</summary>
internal static class ToolSchema
{
    /// <summary>Returns the name of a parameter: that of the option or argument, in snake case.</summary>
    public static string GetName(string name) => name.TrimStart('-').Replace('-', '_').ToLowerInvariant();

    public static JsonElement Create(LogTool tool, Command command)
    {
        var properties = new JsonObject();
        foreach (var argument in command.Arguments)
        {
            properties[GetName(argument.Name)] = new JsonObject { ["type"] = "string", ["description"] = argument.Description };
        }

        foreach (var option in command.Options.Where(option => tool.Options.Contains(option.Name)))
        {
            properties[GetName(option.Name)] = Describe(option, option.Name == tool.Limit);
        }

        return JsonElement.Parse(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. command.Arguments.Select(argument => (JsonNode)GetName(argument.Name))]),
            ["additionalProperties"] = false,
        }.ToJsonString());
    }

    private static JsonObject Describe(Option option, bool isLimit)
    {
        var isList = option.ValueType.IsArray;
        var schema = new JsonObject { ["type"] = isList ? "array" : GetType(option.ValueType), ["description"] = option.Description };
        if (isList)
        {
            schema["items"] = new JsonObject { ["type"] = "string" };
        }

        if (isLimit)
        {
            (schema["minimum"], schema["maximum"], schema["default"]) = (1, ToolResult.MaxRows, ToolResult.DefaultRows);
        }
        else if (option.HasDefaultValue && option.GetDefaultValue() is string text)
        {
            schema["default"] = text;
        }

        return schema;
    }

    private static string GetType(Type type) =>
        type == typeof(bool) || type == typeof(bool?) ? "boolean" : type == typeof(int) || type == typeof(int?) ? "integer" : "string";
}
