namespace GatewayLogs.Conversations;

/// <summary>The responses of Anthropic's messages API, also those of Amazon Bedrock and Vertex AI. <see cref="ChatCompletions"/> reads its requests.</summary>
internal static class Anthropic
{
    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        switch (body["type"].Text)
        {
            case "message":
                response.Describe(body);
                TypedContent.ReadAll(body["content"], response.GetMessage()); // A string in the form in which Cloudflare stores a stream.
                break;
            case "completion": // The API before messages.
                response.Describe(body);
                response.GetMessage().AddText(body["completion"].Text, "text");
                break;
            case "message_start":
                response.Describe(body["message"]);
                break;
            case "content_block_start":
                TypedContent.Read(body["content_block"], response.GetMessage(), body["index"].Label);
                break;
            case "content_block_delta":
                ReadDelta(body["delta"], response.GetMessage(), body["index"].Label);
                break;
            case "message_delta":
                response.Describe(body);
                response.Finish(body["delta"]["stop_reason"].Text);
                break;
            case "ping" or "content_block_stop" or "message_stop":
                break;
            default:
                return false;
        }

        return true;
    }

    private static void ReadDelta(Node delta, MessageBuilder to, string? slot)
    {
        switch (delta["type"].Text)
        {
            case "text_delta":
                to.AddText(delta["text"].Text, slot);
                break;
            case "thinking_delta":
                to.AddReasoning(delta["thinking"].Text, slot);
                break;
            case "signature_delta":
                to.AddReasoning("", slot, delta["signature"].Text);
                break;
            case "input_json_delta":
                to.AddCall(delta, null, null, delta["partial_json"], slot);
                break;
            case "citations_delta":
                break;
            default:
                to.Findings.ReportUnknown(delta, "delta");
                break;
        }
    }
}
