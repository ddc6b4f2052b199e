using System.Text.Json;
using GatewayLogs.Conversations;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>
/// Writes messages, tools and usage in the form of OpenAI's chat completions. Where that form has no equivalent, the members are those that
/// other providers add to it: <c>reasoning_content</c>, and <c>file_url</c> in a file.
/// </summary>
/// <param name="json">The writer.</param>
/// <param name="redact">Replaces parts of a text; null to keep all texts. Names and data are never changed.</param>
internal sealed class ChatJson(Utf8JsonWriter json, Func<string, string>? redact = null)
{
    private readonly Func<string, string> _redact = redact ?? (text => text);

    /// <summary>Writes messages into the current array. The result of a tool becomes a message of its own.</summary>
    public void WriteMessages(IEnumerable<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            List<AIContent> contents = [];
            foreach (var content in message.Contents)
            {
                if (content is not FunctionResultContent result)
                {
                    contents.Add(content);
                    continue;
                }

                if (contents.Count > 0)
                {
                    WriteMessage(message, contents);
                    contents = [];
                }

                WriteResult(result);
            }

            if (contents.Count > 0 || message.Contents.Count == 0)
            {
                WriteMessage(message, contents);
            }
        }
    }

    /// <summary>Writes tools into the current array.</summary>
    public void WriteTools(IEnumerable<ToolDefinition> tools)
    {
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            WriteText("description", tool.Description);
            if (tool.Schema is { ValueKind: JsonValueKind.Object } schema)
            {
                json.WritePropertyName("parameters");
                WriteJson(schema);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>Writes a JSON value with redacted texts.</summary>
    public void WriteJson(JsonElement value) => TextJson.Write(json, value, _redact);

    private void WriteMessage(ChatMessage message, List<AIContent> contents)
    {
        var calls = contents.OfType<FunctionCallContent>().ToList();
        var refusal = contents.OfType<ErrorContent>().FirstOrDefault()?.Message;
        var parts = contents.FindAll(content => content is TextContent or DataContent or UriContent or HostedFileContent);
        json.WriteStartObject();
        json.WriteString("role", message.Role.Value);
        WriteText("name", message.AuthorName);
        json.WritePropertyName("content");
        if (parts.Count == 0 && (calls.Count > 0 || refusal is not null))
        {
            json.WriteNullValue();
        }
        else
        {
            WriteContents(parts);
        }

        var reasoning = string.Concat(contents.OfType<TextReasoningContent>().Select(part => part.Text));
        WriteText("reasoning_content", reasoning.Length > 0 ? reasoning : null);
        WriteText("refusal", refusal);
        WriteCalls(calls);
        json.WriteEndObject();
    }

    private void WriteCalls(List<FunctionCallContent> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.CallId);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", ToolText.GetArguments(call, _redact));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteResult(FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", result.CallId);
        json.WritePropertyName("content");
        WriteContents(ToolText.GetContents(result));
        json.WriteEndObject();
    }

    /// <summary>Writes a single text as a string, and anything else as an array of parts.</summary>
    private void WriteContents(IReadOnlyList<AIContent> contents)
    {
        if (contents is [] or [TextContent])
        {
            json.WriteStringValue(contents is [TextContent text] ? _redact(text.Text) : "");
            return;
        }

        json.WriteStartArray();
        foreach (var content in contents)
        {
            ChatPart.Write(json, content, _redact);
        }

        json.WriteEndArray();
    }

    private void WriteText(string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, _redact(text));
        }
    }
}
