using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Requests with a prompt instead of messages: legacy completions, image generation and Workers AI; and their responses.</summary>
internal static class Prompts
{
    public static bool TryReadRequest(Node body, RequestBuilder request)
    {
        var prompt = body["prompt"];
        if (prompt.Text is null && !prompt.IsArray)
        {
            return false;
        }

        foreach (var text in prompt.IsArray ? prompt.Items : [prompt])
        {
            request.AddText(ChatRole.User, text);
        }

        if (body["image"] is { Exists: true } image)
        {
            request.Add(image, "user", message => message.Add(CreateImage(image), image));
        }

        return true;
    }

    /// <summary>Reads a response of Workers AI, which is one event of a stream too, or of image generation.</summary>
    public static bool TryReadResponse(Node body, ResponseBuilder response)
    {
        var output = body["response"];
        if (output.Exists || body["tool_calls"].IsArray)
        {
            response.Describe(body);
            var message = response.GetMessage();
            message.AddText(output.Text ?? (output.Exists ? output.Value.GetRawText() : null), "text"); // JSON mode has an object.
            ChatCompletions.ReadCalls(body["tool_calls"], message, null);
            return true;
        }

        var images = body["image"].Exists ? [body["image"]] : body["data"].Items.Where(item => item["b64_json", "url"].Exists).ToList();
        foreach (var image in images)
        {
            response.Describe(body);
            response.GetMessage().Add(CreateImage(image), image);
        }

        return images.Count > 0;
    }

    private static AIContent? CreateImage(Node image)
    {
        if (image.IsArray)
        {
            var bytes = image.Items.Select(item => item.Number is >= 0 and <= 255 and { } number ? (byte)number : (byte?)null).ToList();
            return bytes.Contains(null) ? null : new DataContent(bytes.ConvertAll(item => item!.Value).ToArray(), "image/*");
        }

        return Media.FromUrl(image["url"].Text ?? image.Text, "image/*") ?? (AIContent?)Media.FromBase64(image["b64_json"].Text ?? image.Text, "image/*");
    }
}
