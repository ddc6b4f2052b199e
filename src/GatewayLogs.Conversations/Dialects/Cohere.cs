using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Cohere's chat, versions 1 and 2. <see cref="ChatCompletions"/> reads the requests of version 2.</summary>
internal static class Cohere
{
    public static bool TryReadRequest(Node body, RequestBuilder request)
    {
        if (body["message"].Text is null && !body["chat_history"].IsArray)
        {
            return false;
        }

        request.AddText(ChatRole.System, body["preamble"]);
        foreach (var message in body["chat_history"].Items)
        {
            request.Add(message, message["role"].Text, builder => ReadMessage(message, builder));
        }

        request.AddText(ChatRole.User, body["message"]);
        if (body["tool_results"].Items.Any())
        {
            request.Add(body["tool_results"], "tool", builder => ReadResults(body["tool_results"], builder));
        }

        ToolReader.Read(body["tools"], request);
        ReportDocuments(body, request);
        return true;
    }

    /// <summary>Reports documents, which both versions have next to the messages.</summary>
    public static void ReportDocuments(Node body, RequestBuilder request)
    {
        if (body["documents"] is { Exists: true } documents)
        {
            request.Findings.Report(documents, "Documents are not part of any message.");
        }
    }

    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        switch (body["type", "event_type"].Text)
        {
            case "stream-end" when body["response"].IsObject: // Contains the whole response of version 1.
                response.ClearMessages();
                return TryReadResponse(body["response"], response);
            case "message-start" or "message-end":
                response.Describe(body);
                response.Describe(body["delta"]);
                return true;
            case "content-start" or "content-delta" or "tool-plan-delta" or "tool-call-start" or "tool-call-delta":
                ReadContents(body["delta"]["message"], response.GetMessage(), body["index"].Label ?? "");
                return true;
            case "content-end" or "tool-call-end" or "citation-start" or "citation-end":
                return true;
            case null when body["message"].IsObject:
                response.Describe(body);
                ReadContents(body["message"], response.GetMessage(), null);
                return true;
            case var type when body["event_type"].Exists || (type is null && body["text"].Text is not null && body["generation_id", "response_id", "finish_reason"].Exists):
                response.Describe(body);
                response.GetMessage().AddText(body["text"].Text, "text");
                ChatCompletions.ReadCalls(body["tool_calls"], response.GetMessage(), null);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a message of version 2, whose arrays are single objects in the events of a stream.</summary>
    private static void ReadContents(Node message, MessageBuilder to, string? slot)
    {
        to.AddText(message["tool_plan"].Text, slot);
        to.AddReasoning(message["content"]["thinking"].Text, slot);
        if (!message["content"]["thinking"].Exists)
        {
            TypedContent.ReadAll(message["content"], to, slot);
        }

        ChatCompletions.ReadCalls(message["tool_calls"], to, slot);
    }

    private static void ReadMessage(Node message, MessageBuilder to)
    {
        to.AddText(message["message"].Text);
        ChatCompletions.ReadCalls(message["tool_calls"], to, null);
        ReadResults(message["tool_results"], to);
    }

    private static void ReadResults(Node results, MessageBuilder to)
    {
        foreach (var result in results.Items)
        {
            to.AddResult(result["call"]["name"].Text, result["outputs"]);
        }
    }
}
