using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>Writes a content as a part of a message in the form of OpenAI's chat completions.</summary>
internal static class ChatPart
{
    public static void Write(Utf8JsonWriter json, AIContent content, Func<string, string> redact)
    {
        json.WriteStartObject();
        switch (content)
        {
            case DataContent data when data.HasTopLevelMediaType("image"):
                Write(json, "image_url", ("url", data.Uri));
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                Write(json, "image_url", ("url", uri.Uri.OriginalString));
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                Write(json, "input_audio", ("data", Convert.ToBase64String(data.Data.Span)), ("format", GetAudioFormat(data.MediaType)));
                break;
            case DataContent data:
                Write(json, "file", ("file_data", data.Uri), ("filename", data.Name));
                break;
            case UriContent uri:
                Write(json, "file", ("file_url", uri.Uri.OriginalString));
                break;
            case HostedFileContent file:
                Write(json, "file", ("file_id", file.FileId));
                break;
            default:
                json.WriteString("type", "text");
                json.WriteString("text", redact(content.ToString() ?? ""));
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string type, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteString("type", type);
        json.WriteStartObject(type);
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }

    private static string GetAudioFormat(string mediaType) => mediaType.Split('/', ';')[1] switch
    {
        "mpeg" => "mp3",
        "x-wav" or "wave" => "wav",
        var format => format,
    };
}
