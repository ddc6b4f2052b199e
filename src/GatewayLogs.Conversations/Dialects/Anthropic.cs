using System.Globalization;

namespace GatewayLogs.Conversations;

/// <summary>The responses of Anthropic's messages API, also those of Amazon Bedrock and Vertex AI. <see cref="ChatCompletions"/> reads its requests.</summary>
internal static class Anthropic
{
    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        switch (body["type"].Text)
        {
            case "message":
                ReadMessage(body, response);
                TypedContent.ReadAll(body["content"], response.GetMessage(), null); // A string in the form in which Cloudflare stores a stream.
                break;
            case "completion": // The API before messages.
                ReadMessage(body, response);
                response.GetMessage().AddText(body["completion"].Text, "text");
                break;
            case "message_start":
                ReadMessage(body["message"], response);
                break;
            case "content_block_start":
                ReadStart(body, response.GetMessage());
                break;
            case "content_block_delta":
                ReadDelta(body, response.GetMessage());
                break;
            case "message_delta":
                response.Describe(body["id"], body["model"], body["created"], body["usage"]);
                response.Finish(body["delta"]["stop_reason"].Text);
                break;
            case "ping" or "content_block_stop" or "message_stop":
                break;
            default:
                return false;
        }

        return true;
    }

    private static void ReadMessage(Node message, ResponseBuilder response)
    {
        response.Describe(message["id"], message["model"], message["created"], message["usage"]);
        response.Finish(message["stop_reason"].Text);
    }

    private static void ReadStart(Node body, MessageBuilder to)
    {
        var block = body["content_block"];
        if (block["type"].Text is ("tool_use" or "server_tool_use" or "mcp_tool_use") and var type)
        {
            // The fragments of the input follow; here it is empty.
            to.AddCall(block, block["id"].Text, block["name"].Text, block[""], Slot(body), type != "tool_use");
        }
        else
        {
            TypedContent.Read(block, to, Slot(body));
        }
    }

    private static void ReadDelta(Node body, MessageBuilder to)
    {
        var delta = body["delta"];
        switch (delta["type"].Text)
        {
            case "text_delta":
                to.AddText(delta["text"].Text, Slot(body));
                break;
            case "thinking_delta":
                to.AddReasoning(delta["thinking"].Text, Slot(body));
                break;
            case "signature_delta":
                to.AddReasoning("", Slot(body), delta["signature"].Text);
                break;
            case "input_json_delta":
                to.AddCall(body, null, null, delta["partial_json"], Slot(body));
                break;
            case "citations_delta":
                break;
            default:
                to.Findings.ReportUnknown(delta, "delta");
                break;
        }
    }

    private static string Slot(Node body) => string.Create(CultureInfo.InvariantCulture, $"{body["index"].Number}");
}
