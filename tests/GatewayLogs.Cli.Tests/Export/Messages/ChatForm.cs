using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>Checks the form of OpenAI's chat completions, after the schemas of CreateChatCompletionRequest.</summary>
internal static class ChatForm
{
    private static readonly string[] s_roles = ["system", "developer", "user", "assistant", "tool"];

    public static JObject Parse(string line) =>
        JsonConvert.DeserializeObject<JObject>(line, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, MaxDepth = null })!;

    /// <summary>Returns what is wrong with a line.</summary>
    public static IEnumerable<string> GetViolations(JObject line)
    {
        if (line["messages"] is not JArray { Count: > 1 } messages)
        {
            return ["messages is no array of at least two messages"];
        }

        return [
            .. messages.SelectMany((message, index) => Check(message).Select(violation => $"messages[{index}]: {violation}")),
            .. Require((string?)messages[^1]!["role"] == "assistant", "the last message is not that of the assistant"),
            .. line["tools"] is null ? [] : line["tools"] is JArray { Count: > 0 } tools ? tools.SelectMany(CheckTool) : ["tools is no array"],
            .. ((string[])["id", "created_at", "provider", "model", "feedback", "score", "metadata", "usage"])
                .Where(name => !line.ContainsKey(name))
                .Select(name => $"{name} is missing"),
            .. line["usage"] is JObject usage ? Require(usage["prompt_tokens"]?.Type == JTokenType.Integer, "usage has no prompt_tokens") : [],
        ];
    }

    private static IEnumerable<string> Check(JToken message)
    {
        var (role, content) = ((string?)message["role"], message["content"]);
        var mayBeNull = role == "assistant" && (message["tool_calls"] ?? message["refusal"]) is not null;
        return [
            .. Require(s_roles.Contains(role), $"role {role}"),
            .. Require(
                content?.Type == JTokenType.String || content is JArray { Count: > 0 } || (content?.Type == JTokenType.Null && mayBeNull),
                $"content {content}"),
            .. content is JArray parts ? parts.SelectMany(CheckPart) : [],
            .. Require(role == "tool" == (message["tool_call_id"]?.Type == JTokenType.String), "tool_call_id belongs to the role tool"),
            .. Require(role == "assistant" || message["tool_calls"] is null, "tool_calls belongs to the role assistant"),
            .. message["tool_calls"] is JArray calls ? calls.SelectMany(CheckCall) : [],
        ];
    }

    private static IEnumerable<string> CheckPart(JToken part) => (string?)part["type"] switch
    {
        "text" => RequireText(part, "text"),
        "image_url" => RequireText(part, "image_url.url"),
        "input_audio" => [.. RequireText(part, "input_audio.data"), .. RequireText(part, "input_audio.format")],
        "file" => Require(part["file"] is JObject { Count: > 0 }, "file is empty"),
        var type => [$"unknown type {type}"],
    };

    private static IEnumerable<string> CheckCall(JToken call) =>
    [
        .. RequireText(call, "id"),
        .. Require((string?)call["type"] == "function", "type is not function"),
        .. RequireText(call, "function.name"),
        .. RequireText(call, "function.arguments"),
    ];

    private static IEnumerable<string> CheckTool(JToken tool) =>
    [
        .. Require((string?)tool["type"] == "function", "type is not function"),
        .. RequireText(tool, "function.name"),
        .. Require(tool["function"]!["parameters"] is null or JObject, "parameters is no object"),
    ];

    private static IEnumerable<string> RequireText(JToken token, string path) =>
        Require(token.SelectToken(path)?.Type == JTokenType.String, $"{path} is no string");

    private static IEnumerable<string> Require(bool isValid, string violation) => isValid ? [] : [violation];
}
