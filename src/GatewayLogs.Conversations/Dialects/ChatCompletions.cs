using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>
/// OpenAI chat completions and the many APIs like it: Azure OpenAI, Mistral, Groq, DeepSeek, xAI, OpenRouter, Perplexity, Workers AI. The
/// requests of Anthropic and of version 2 of Cohere's API have the same form: messages with contents that have a type.
/// </summary>
internal static class ChatCompletions
{
    /// <summary>The members of messages that are read, or that are metadata.</summary>
    private static readonly string[] s_members =
    [
        "role", "content", "name", "reasoning_content", "reasoning", "reasoning_details", "tool_plan", "images", "refusal", "audio", "tool_calls", "function_call",
        "id", "object", "type", "status", "annotations", "citations", "cache_control",
    ];

    public static bool TryReadRequest(Node body, RequestBuilder request)
    {
        if (!body["messages"].IsArray)
        {
            return false;
        }

        if (body["system"] is { Exists: true } system) // Anthropic
        {
            request.Add(system, "system", message => TypedContent.ReadAll(system, message));
        }

        foreach (var message in body["messages"].Items)
        {
            request.Add(message, message["role"].Text, builder => ReadMessage(message, builder));
        }

        ToolReader.Read(body["tools", "functions"], request);
        Cohere.ReportDocuments(body, request);
        return true;
    }

    /// <summary>Reads a response, a chunk of a stream, or the form in which Cloudflare stores a stream: with <c>delta</c> for <c>message</c>.</summary>
    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        if (!body["choices"].IsArray)
        {
            return false;
        }

        response.Describe(body);
        foreach (var (ordinal, choice) in body["choices"].Items.Index())
        {
            var message = response.GetMessage(choice["index"].Number ?? ordinal);
            message.AddText(choice["text"].Text, "text"); // legacy completions
            var content = choice["delta", "message"];
            ReadMessage(content, message, "text");
            response.Finish(choice["finish_reason"].Text);
            ReadError(choice, response);
            if (!content.IsObject && choice["text"].Text is null)
            {
                message.Findings.ReportUnknown(choice, "choice");
            }
        }

        ReadError(body, response);

        return true;
    }

    /// <summary>Reads the error that OpenRouter has next to a part of a response.</summary>
    private static void ReadError(Node node, ResponseBuilder response)
    {
        if (node["error"].Exists && !ErrorReader.TryRead(node, response))
        {
            response.Findings.ReportUnknown(node["error"], "error");
        }
    }

    private static void ReadMessage(Node message, MessageBuilder to, string? slot = null)
    {
        if (message["role"].Text is "tool" or "function")
        {
            to.AddResult(message["tool_call_id", "name"].Text, message["content"], TypedContent.Read);
            return;
        }

        to.AddReasoning(message["reasoning_content", "reasoning"].Text, slot);
        if (message["reasoning_content", "reasoning"].Text is null)
        {
            foreach (var detail in message["reasoning_details"].Items)
            {
                to.AddReasoning(detail["text", "summary"].Text, slot is null ? null : $"reasoning {detail["index"].Label}", detail["data", "signature"].Text);
            }
        }

        to.AddText(message["tool_plan"].Text, slot); // Cohere
        TypedContent.ReadAll(message["content"], to, slot);
        TypedContent.ReadAll(message["images"], to); // OpenRouter
        if (message["refusal"].Text is { Length: > 0 } refusal)
        {
            to.Add(new ErrorContent(refusal) { ErrorCode = "Refusal" }, message);
        }

        if (message["audio"] is { IsObject: true } audio)
        {
            to.AddText(audio["transcript"].Text, slot);
            to.Add(Media.FromBase64(audio["data"].Text, "audio/*") ?? (AIContent?)Media.FromFileId(audio["id"].Text), audio);
        }

        ReadCalls(message["tool_calls"], to, slot);
        if (message["function_call"] is { IsObject: true } call)
        {
            to.AddCall(call, null, call["name"].Text, call["arguments"], slot is null ? null : "function_call");
        }

        foreach (var member in message.Names.Except(s_members).Select(name => message[name]))
        {
            if (member.IsObject || member.Items.Any() || member.Text is { Length: > 0 })
            {
                to.Findings.Report(member, "Unknown member of a message.");
            }
        }
    }

    /// <summary>Reads calls, or fragments of calls. Each fragment has the index of its call; only the first has the id and the name.</summary>
    public static void ReadCalls(Node calls, MessageBuilder to, string? slot)
    {
        foreach (var (ordinal, call) in (calls is { IsObject: true } ? [calls] : calls.Items).Index()) // Cohere's events have a single call.
        {
            var function = call["function", "custom"] is { IsObject: true } inner ? inner : call;
            to.AddCall(
                call,
                call["id"].Text,
                function["name"].Text,
                function["arguments", "parameters", "input"],
                slot is null ? null : FormattableString.Invariant($"call {call["index"].Number ?? ordinal} of {slot}"),
                isText: call["custom"].IsObject);
        }
    }
}
