using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Output;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>The arguments and results of tool calls as text.</summary>
internal static class ToolText
{
    /// <summary>Returns the arguments of a call as JSON, or the text that the model wrote instead of JSON.</summary>
    /// <param name="call">The call.</param>
    /// <param name="replace">Replaces each text in the arguments.</param>
    public static string GetArguments(FunctionCallContent call, Func<string, string> replace)
    {
        if (call.Arguments is null)
        {
            return call.RawRepresentation is string text ? replace(text) : "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, LogJson.Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in call.Arguments)
            {
                json.WritePropertyName(name);
                if (value is JsonElement element)
                {
                    TextJson.Write(json, element, replace);
                }
                else
                {
                    json.WriteStringValue(replace(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Returns the result of a call as contents; JSON is one text.</summary>
    public static IReadOnlyList<AIContent> GetContents(FunctionResultContent result) => result.Result switch
    {
        null => [],
        IEnumerable<AIContent> contents => [.. contents],
        JsonElement json => [new TextContent(json.GetRawText())],
        var text => [new TextContent(Convert.ToString(text, CultureInfo.InvariantCulture))],
    };
}
