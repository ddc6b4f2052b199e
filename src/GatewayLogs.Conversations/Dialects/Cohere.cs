using System.Globalization;
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
        if (body["documents"] is { Exists: true } documents)
        {
            request.Findings.Report(documents, "Documents are not part of any message.");
        }

        return true;
    }

    public static bool TryReadResponse(Node body, ResponseBuilder response) =>
        TryReadVersion1(body, response) || TryReadVersion2(body, response) || TryReadEvent(body, response);

    private static bool TryReadVersion1(Node body, ResponseBuilder response)
    {
        var type = body["event_type"].Text;
        if (type is "stream-end" && body["response"].IsObject)
        {
            response.ClearMessages();
            return TryReadVersion1(body["response"], response);
        }

        if (type is null && !(body["text"].Text is not null && body["generation_id", "response_id", "finish_reason"].Exists))
        {
            return false;
        }

        response.Describe(body["response_id", "generation_id"], body["model"], body["created"], body["meta"]);
        response.GetMessage().AddText(body["text"].Text, "text");
        ChatCompletions.ReadCalls(body["tool_calls"], response.GetMessage(), null);
        response.Finish(body["finish_reason"].Text);
        return true;
    }

    private static bool TryReadVersion2(Node body, ResponseBuilder response)
    {
        if (!body["message"].IsObject || body["type"].Exists)
        {
            return false;
        }

        response.Describe(body["id"], body["model"], body["created"], body["usage"]);
        ReadContents(body["message"], response.GetMessage(), null);
        response.Finish(body["finish_reason"].Text);
        return true;
    }

    private static bool TryReadEvent(Node body, ResponseBuilder response)
    {
        var delta = body["delta"];
        switch (body["type"].Text)
        {
            case "message-start" or "message-end":
                response.Describe(body["id"], body["model"], body["created"], delta["usage"]);
                response.Finish(delta["finish_reason"].Text);
                return true;
            case "content-start" or "content-delta" or "tool-plan-delta" or "tool-call-start" or "tool-call-delta":
                ReadContents(delta["message"], response.GetMessage(), string.Create(CultureInfo.InvariantCulture, $"{body["index"].Number}"));
                return true;
            case "content-end" or "tool-call-end" or "citation-start" or "citation-end":
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

        ChatCompletions.ReadCalls(message["tool_calls"], to, null);
        if (message["tool_calls"] is { IsObject: true } call)
        {
            to.AddCall(call, call["id"].Text, call["function"]["name"].Text, call["function"]["arguments"], slot);
        }
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
