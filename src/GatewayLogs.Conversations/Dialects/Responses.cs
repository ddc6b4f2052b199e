using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>OpenAI Responses, also of Azure OpenAI and others.</summary>
internal static class Responses
{
    public static bool TryReadRequest(Node body, RequestBuilder request)
    {
        if (!body["input"].Exists && !body["previous_response_id"].Exists)
        {
            return false;
        }

        request.AddText(ChatRole.System, body["instructions"]);
        if (body["input"].IsArray)
        {
            foreach (var item in body["input"].Items)
            {
                request.Add(item, GetRole(item), message => ReadItem(item, message), joins: true);
            }
        }
        else
        {
            request.AddText(ChatRole.User, body["input"]);
        }

        ToolReader.Read(body["tools"], request);
        if (body["previous_response_id", "conversation", "prompt"] is { Exists: true } reference)
        {
            request.Findings.Report(reference, "A reference to messages that the provider stores.");
        }

        return true;
    }

    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        if (body["type"].Text is { } type && type.StartsWith("response.", StringComparison.Ordinal))
        {
            ReadEvent(type, body, response);
            return true;
        }

        if (body["object"].Text != "response" && !(body["output"].IsArray && body["status"].Exists))
        {
            return false;
        }

        response.Describe(body);
        if (body["output"].Items.Any())
        {
            response.ClearMessages(); // What the events before the last one contained.
        }

        foreach (var item in body["output"].Items)
        {
            ReadItem(item, response.GetMessage());
        }

        var hasCall = body["output"].Items.Any(item => item["type"].Text == "function_call");
        response.Finish(body["incomplete_details"]["reason"].Text ?? (hasCall ? "tool_calls" : body["status"].Text == "completed" ? "stop" : null));
        if (body["error"].Exists)
        {
            ErrorReader.TryRead(body, response);
        }

        return true;
    }

    /// <summary>Reads the fragments of an event, in case that the stream ended before its last event, which has the whole response.</summary>
    private static void ReadEvent(string type, Node body, ResponseBuilder response)
    {
        var slot = body["output_index"].Label;
        switch (type)
        {
            case "response.output_text.delta":
                response.GetMessage().AddText(body["delta"].Text, slot);
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta":
                response.GetMessage().AddReasoning(body["delta"].Text, slot);
                break;
            case "response.output_item.added" when body["item"]["type"].Text == "function_call":
                response.GetMessage().AddCall(body, body["item"]["call_id"].Text, body["item"]["name"].Text, body["item"]["arguments"], slot);
                break;
            case "response.function_call_arguments.delta":
                response.GetMessage().AddCall(body, null, null, body["delta"], slot);
                break;
            default:
                _ = body["response"].IsObject && TryReadResponse(body["response"], response);
                break;
        }
    }

    private static string? GetRole(Node item) => item["type"].Text switch
    {
        null or "message" => item["role"].Text,
        "function_call_output" or "custom_tool_call_output" => "tool",
        "function_call" or "custom_tool_call" or "reasoning" or "image_generation_call" => "assistant",
        _ => null,
    };

    private static void ReadItem(Node item, MessageBuilder to)
    {
        switch (item["type"].Text)
        {
            case null or "message":
                TypedContent.ReadAll(item["content"], to);
                break;
            case "function_call":
                to.AddCall(item, item["call_id"].Text, item["name"].Text, item["arguments"]);
                break;
            case "custom_tool_call":
                to.AddCall(item, item["call_id"].Text, item["name"].Text, item["input"], isText: true);
                break;
            case "function_call_output" or "custom_tool_call_output":
                to.AddResult(item["call_id"].Text, item["output"], TypedContent.Read);
                break;
            case "reasoning":
                var texts = item["summary"].Items.Concat(item["content"].Items).Select(part => part["text"].Text);
                to.AddReasoning(string.Join("\n\n", texts), protectedData: item["encrypted_content"].Text);
                break;
            case "image_generation_call":
                to.Add(Media.FromBase64(item["result"].Text, $"image/{item["output_format"].Text ?? "*"}"), item);
                break;
            default:
                to.Findings.ReportUnknown(item, "item");
                break;
        }
    }
}
