namespace GatewayLogs.Conversations;

/// <summary>Amazon Bedrock's Converse. Its contents have no type, but a member with the name of the type.</summary>
internal static class Bedrock
{
    public static bool TryReadRequest(Node body, RequestBuilder request)
    {
        if (!body["messages"].IsArray || !IsConverse(body))
        {
            return false;
        }

        if (body["system"].Items.Any())
        {
            request.Add(body["system"], "system", message => ReadAll(body["system"], message));
        }

        foreach (var message in body["messages"].Items)
        {
            request.Add(message, message["role"].Text, builder => ReadAll(message["content"], builder));
        }

        ToolReader.Read(body["toolConfig"]["tools"], request);
        return true;
    }

    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        if (!body["output"]["message"].IsObject)
        {
            return false;
        }

        response.Describe(body);
        ReadAll(body["output"]["message"]["content"], response.GetMessage());
        return true;
    }

    private static bool IsConverse(Node body) =>
        body["inferenceConfig", "toolConfig"].Exists
        || body["messages"].Items.SelectMany(message => message["content"].Items).Take(1).Any(content => content.IsObject && !content["type"].Exists);

    private static void ReadAll(Node contents, MessageBuilder to)
    {
        foreach (var content in contents.Items)
        {
            Read(content, to);
        }
    }

    private static void Read(Node content, MessageBuilder to)
    {
        switch (content.Names.FirstOrDefault())
        {
            case "text" when content["text"].Text is { } text:
                to.AddText(text);
                break;
            case "json":
                to.AddText(content["json"].Value.GetRawText());
                break;
            case "reasoningContent":
                var (reasoning, redacted) = (content["reasoningContent"]["reasoningText"], content["reasoningContent"]["redactedContent"]);
                to.AddReasoning(reasoning["text"].Text, protectedData: reasoning["signature"].Text ?? redacted.Text);
                break;
            case "toolUse":
                var call = content["toolUse"];
                to.AddCall(call, call["toolUseId"].Text, call["name"].Text, call["input"]);
                break;
            case "toolResult":
                var result = content["toolResult"];
                to.AddResult(result["toolUseId"].Text, result["content"], Read, result["status"].Text == "error");
                break;
            case ("image" or "audio" or "video" or "document") and var kind:
                var media = content[kind];
                var type = kind != "document" ? $"{kind}/{media["format"].Text ?? "*"}"
                    : media["format"].Text == "pdf" ? "application/pdf" : "application/octet-stream";
                to.Add(
                    Media.FromBase64(media["source"]["bytes"].Text, type) ?? Media.FromUrl(media["source"]["s3Location"]["uri"].Text, type),
                    content);
                break;
            case "cachePoint":
                break;
            default:
                to.Findings.ReportUnknown(content, "content");
                break;
        }
    }
}
