using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>
/// Reads contents that have a type, as in the APIs of OpenAI, Anthropic, Mistral, Cohere and those like them. A type means the same in each.
/// </summary>
internal static class TypedContent
{
    private static readonly string[] s_media =
        ["image_url", "input_image", "audio_url", "video_url", "document_url", "input_audio", "file", "input_file", "image", "document"];

    /// <summary>Reads a string, or an array of contents.</summary>
    public static void ReadAll(Node content, MessageBuilder to, string? slot = null)
    {
        if (content.Text is { } text)
        {
            to.AddText(text, slot);
        }
        else if (content.IsObject)
        {
            Read(content, to, slot);
        }
        else if (content.Exists && !content.IsArray)
        {
            to.Findings.ReportUnknown(content, "content");
        }

        foreach (var item in content.Items)
        {
            Read(item, to, slot);
        }
    }

    public static void Read(Node item, MessageBuilder to) => Read(item, to, null);

    public static void Read(Node item, MessageBuilder to, string? slot)
    {
        switch (item["type"].Text)
        {
            case "text" or "input_text" or "output_text" or "summary_text" or "reasoning_text" when item["text"].Text is { } text:
                to.AddText(text, slot);
                break;
            case null when (item.Text ?? item["text"].Text) is { } text:
                to.AddText(text, slot);
                break;
            case "refusal":
                to.Add(new ErrorContent(item["refusal"].Text) { ErrorCode = "Refusal" }, item);
                break;
            case "thinking":
                ReadThinking(item, to, slot);
                break;
            case "redacted_thinking":
                to.AddReasoning("", protectedData: item["data"].Text ?? "");
                break;
            case ("tool_use" or "server_tool_use" or "mcp_tool_use") and var type:
                to.AddCall(item, item["id"].Text, item["name"].Text, item["input"], slot, isHosted: type != "tool_use");
                break;
            case "tool_result":
                to.AddResult(item["tool_use_id"].Text, item["content"], Read, item["is_error"].IsTrue);
                break;
            case { } type when type.EndsWith("_tool_result", StringComparison.Ordinal):
                to.AddResult(item["tool_use_id"].Text, item["content"]); // Of a tool that the provider runs.
                break;
            case { } type when s_media.Contains(type):
                to.Add(CreateMedia(item), item);
                break;
            default:
                to.Findings.ReportUnknown(item, "content");
                break;
        }
    }

    private static void ReadThinking(Node item, MessageBuilder to, string? slot)
    {
        to.AddReasoning(item["thinking"].Text, slot, item["signature"].Text);
        foreach (var part in item["thinking"].Items) // Mistral
        {
            to.AddReasoning(part["text"].Text, slot);
        }
    }

    private static AIContent? CreateMedia(Node item) => item["type"].Text switch
    {
        "image_url" or "input_image" => CreateFromUrl(item["image_url"], "image/*") ?? Media.FromFileId(item["file_id"].Text),
        "audio_url" => CreateFromUrl(item["audio_url"], "audio/*"),
        "video_url" => CreateFromUrl(item["video_url"], "video/*"),
        "document_url" => CreateFromUrl(item["document_url"], "application/octet-stream"),
        "input_audio" => Media.FromBase64(item["input_audio"]["data"].Text, $"audio/{item["input_audio"]["format"].Text}"),
        "file" or "input_file" => CreateFile(item["file"] is { IsObject: true } file ? file : item),
        "image" or "document" => CreateFromSource(item["source"], item["type"].Text == "image" ? "image/*" : "application/octet-stream") ?? CreateFromDocument(item["document"]),
        _ => null,
    };

    private static AIContent? CreateFromUrl(Node url, string mediaType) => Media.FromUrl(url.Text ?? url["url"].Text, mediaType);

    private static AIContent? CreateFile(Node file)
    {
        var content = Media.FromUrl(file["file_data", "file_url"].Text, "application/octet-stream")
            ?? Media.FromBase64(file["file_data"].Text, "application/octet-stream");
        switch (content ?? Media.FromFileId(file["file_id"].Text))
        {
            case DataContent data:
                data.Name = file["filename"].Text;
                return data;
            case var other:
                return other;
        }
    }

    /// <summary>Creates the content of Anthropic's images and documents.</summary>
    private static AIContent? CreateFromSource(Node source, string mediaType) => source["type"].Text switch
    {
        "base64" => Media.FromBase64(source["data"].Text, source["media_type"].Text ?? mediaType),
        "url" => Media.FromUrl(source["url"].Text, mediaType),
        "file" => Media.FromFileId(source["file_id"].Text),
        "text" when source["data"].Text is { } text => new TextContent(text),
        _ => null,
    };

    /// <summary>Creates the content of Cohere's documents, which are texts or objects with texts.</summary>
    private static TextContent? CreateFromDocument(Node document) =>
        document["data"] is { Exists: true } data ? new TextContent(data.Text ?? data["text"].Text ?? data.Value.GetRawText()) : null;
}
