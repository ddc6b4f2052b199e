namespace GatewayLogs.Conversations;

/// <summary>Google's generateContent, of AI Studio and Vertex AI. Both also accept the names of members in snake case.</summary>
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
        if (!body["candidates"].IsArray && !body["usageMetadata", "promptFeedback"].IsObject)
        {
            return false;
        }

        response.Describe(body);
        foreach (var candidate in body["candidates"].Items)
        {
            ReadParts(candidate["content"]["parts"], response.GetMessage(candidate["index"].Number ?? 0), "text");
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
        var value = part["functionCall", "function_call", "functionResponse", "function_response", "inlineData", "inline_data", "fileData", "file_data"];
        switch (value.Name)
        {
            case ".functionCall" or ".function_call" when value.Exists:
                to.AddCall(value, value["id"].Text, value["name"].Text, value["args"]);
                break;
            case ".functionResponse" or ".function_response":
                to.AddResult(value["id", "name"].Text, value["response"]);
                break;
            case ".inlineData" or ".inline_data":
                to.Add(Media.FromBase64(value["data"].Text, value["mimeType", "mime_type"].Text), value);
                break;
            case ".fileData" or ".file_data":
                to.Add(Media.FromUrl(value["fileUri", "file_uri"].Text, value["mimeType", "mime_type"].Text ?? "application/octet-stream"), value);
                break;
            case var _ when part["text"].Text is { } text && part["thought"].IsTrue:
                to.AddReasoning(text, slot);
                break;
            case var _ when part["text"].Text is { } text:
                to.AddText(text, slot);
                break;
            default:
                to.Findings.ReportUnknown(part, "part");
                break;
        }
    }
}
