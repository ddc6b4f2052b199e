using System.Text.Json;
using GatewayLogs.Cli.Output;
using GatewayLogs.Conversations;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>Writes a conversation as a JSON object with the same members for every provider.</summary>
internal static class ConversationJson
{
    public static ReadOnlyMemory<byte> Write(LogConversation shown) => JsonLine.Create(json =>
    {
        var (chat, conversation) = (new ChatJson(json), shown.Conversation);
        json.WriteStartObject();
        json.WriteStartArray("messages");
        chat.WriteMessages(conversation.Messages);
        json.WriteEndArray();
        json.WriteStartArray("tools");
        chat.WriteTools(conversation.Tools);
        json.WriteEndArray();
        json.WritePropertyName("response");
        Write(json, chat, conversation.Response);
        json.WritePropertyName("usage");
        ChatUsage.Write(json, conversation.Response?.Usage, shown.Log);
        json.WritePropertyName("error");
        Write(json, conversation.Error);
        json.WritePropertyName("unrecognized");
        Write(json, conversation.Unrecognized);
        json.WriteEndObject();
    });

    /// <summary>Writes the parts of the bodies that were not recognized.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<UnrecognizedContent> parts)
    {
        json.WriteStartArray();
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("path", part.Path);
            json.WriteString("reason", part.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ChatJson chat, ChatResponse? response)
    {
        if (response is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", response.ResponseId);
        json.WriteString("model", response.ModelId);
        json.WriteString("finish_reason", response.FinishReason?.Value);
        json.WriteStartArray("messages");
        chat.WriteMessages(response.Messages);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProviderError? error)
    {
        if (error is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", error.Type);
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }
}
