using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Google's generateContent, of AI Studio and Vertex AI. Both accept member names in snake case too.</summary>
internal static class Gemini
{
    public static bool TryReadRequest(Node body, RequestBuilder request)
    {
        if (!body["contents"].Exists)
        {
            return false;
        }

        if (body["systemInstruction", "system_instruction"] is { Exists: true } system)
        {
            request.Add(system, "system", message => ReadParts(system["parts"], message));
        }

        foreach (var content in body["contents"] is { IsObject: true } single ? [single] : body["contents"].Items)
        {
            // The role is optional in a request with a single content.
            request.Add(content, content["parts"].Exists ? content["role"].Text ?? "user" : null, message => ReadParts(content["parts"], message));
        }

        ToolReader.Read(body["tools"], request);
        return true;
    }

    /// <summary>Reads a response or a chunk of a stream, which have the same form.</summary>
    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        if (!body["candidates"].IsArray && !body["usageMetadata"].IsObject && !body["promptFeedback"].IsObject)
        {
            return false;
        }

        response.Describe(body["responseId"], body["modelVersion"], body["created"], body["usageMetadata"]);
        foreach (var candidate in body["candidates"].Items)
        {
            var message = response.GetMessage(candidate["index"].Number ?? 0);
            ReadParts(candidate["content"]["parts"], message, "text");
            response.Finish(candidate["finishReason"].Text);
        }

        if (body["promptFeedback"]["blockReason"].Text is { } blocked)
        {
            response.Finish("content_filter");
            response.Error = new ProviderError { Type = "promptFeedback", Code = blocked, Message = body["promptFeedback"]["blockReasonMessage"].Text };
        }

        return true;
    }

    private static void ReadParts(Node parts, MessageBuilder to, string? slot = null)
    {
        foreach (var part in parts is { IsObject: true } ? [parts] : parts.Items)
        {
            ReadPart(part, to, slot);
        }
    }

    private static void ReadPart(Node part, MessageBuilder to, string? slot)
    {
        var call = part["functionCall", "function_call"];
        var result = part["functionResponse", "function_response"];
        var data = part["inlineData", "inline_data"];
        var file = part["fileData", "file_data"];
        if (part["text"].Text is { } text)
        {
            if (part["thought"].Value.ValueKind == System.Text.Json.JsonValueKind.True)
            {
                to.AddReasoning(text, slot);
            }
            else
            {
                to.AddText(text, slot);
            }
        }
        else if (call.IsObject)
        {
            to.AddCall(call, call["id"].Text, call["name"].Text, call["args"]);
        }
        else if (result.IsObject)
        {
            to.AddResult(result["id", "name"].Text, result["response"], TypedContent.Read);
        }
        else if (data.IsObject)
        {
            to.Add(Media.FromBase64(data["data"].Text, data["mimeType", "mime_type"].Text), data);
        }
        else if (file.IsObject)
        {
            to.Add(Media.FromUrl(file["fileUri", "file_uri"].Text, file["mimeType", "mime_type"].Text ?? "application/octet-stream"), file);
        }
        else
        {
            to.Findings.ReportUnknown(part, "part");
        }
    }
}
