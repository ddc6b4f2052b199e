using System.Buffers;
using System.Text.Json;
using GatewayLogs.Cli.Chat;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Output;
using GatewayLogs.Conversations;

namespace GatewayLogs.Cli.Export.Messages;

/// <summary>
/// Writes one line for each conversation: its messages in the form of OpenAI's chat completions, with the response as the last one, and fields
/// of the log. Logs without a complete conversation are left out and counted.
/// </summary>
internal sealed class MessagesFormat(Redaction? redaction, SeenMessages? seen, IReadOnlyDictionary<string, long> leftOut) : IRowFormat
{
    private static readonly LogColumn[] s_fields = [.. new[] { "id", "created_at", "provider", "model", "feedback", "score" }.Select(LogColumn.Get)];

    private static readonly LogColumn s_metadata = LogColumn.Get("metadata");

    private readonly Utf8JsonWriter _json = new(Stream.Null, LogJson.Options);

    private readonly SortedDictionary<string, long> _leftOut = new(leftOut.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Gets the number of logs that were left out by all runs, by reason.</summary>
    public IReadOnlyDictionary<string, long> LeftOut => _leftOut;

    public void WriteHeader(IBufferWriter<byte> output)
    {
        // JSON lines have no header.
    }

    public void Write(ExportRow row, IBufferWriter<byte> output)
    {
        if (TryWrite(row, output) is { } reason)
        {
            _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
        }
    }

    public void Dispose() => _json.Dispose();

    /// <summary>Writes a line.</summary>
    /// <returns>Why the log was left out; null if the line was written.</returns>
    private string? TryWrite(ExportRow row, IBufferWriter<byte> output)
    {
        if (row.Log.Success == false)
        {
            return "failed call";
        }

        if ((GetMissing("request", row.Request!) ?? GetMissing("response", row.Response!)) is { } missing)
        {
            return missing;
        }

        var conversation = LogConversation.Read(row.Log, row.Request!.Bytes, row.Response!.Bytes);
        if (conversation.Error is not null)
        {
            return "failed call";
        }

        if (conversation.Messages.Count == 0 || conversation.Response?.Messages is not [{ Contents.Count: > 0 } response, ..])
        {
            return conversation.Messages.Count == 0 ? "no messages recognized" : "no response recognized";
        }

        var chat = new ChatJson(_json, redaction is null ? null : redaction.Apply);
        var messages = new ArrayBufferWriter<byte>();
        _json.Reset(messages);
        _json.WriteStartArray();
        chat.WriteMessages([.. conversation.Messages, response]);
        _json.WriteEndArray();
        _json.Flush();
        if (seen?.Add(messages.WrittenSpan) == false)
        {
            return "duplicate";
        }

        _json.Reset(output);
        WriteLine(row.Log, conversation, chat, messages.WrittenSpan);
        _json.Flush();
        output.Write("\n"u8);
        return null;
    }

    private void WriteLine(GatewayLog log, Conversation conversation, ChatJson chat, ReadOnlySpan<byte> messages)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("messages");
        _json.WriteRawValue(messages, skipInputValidation: true);
        if (conversation.Tools.Count > 0)
        {
            _json.WriteStartArray("tools");
            chat.WriteTools(conversation.Tools);
            _json.WriteEndArray();
        }

        foreach (var field in s_fields)
        {
            _json.WritePropertyName(field.JsonName);
            LogJson.WriteValue(_json, field.GetSent(log));
        }

        _json.WritePropertyName(s_metadata.JsonName);
        chat.WriteJson(GetMetadata(log));
        _json.WritePropertyName("usage");
        ChatUsage.Write(_json, conversation.Response?.Usage, log);
        if (conversation.Unrecognized.Count > 0)
        {
            _json.WritePropertyName("unrecognized");
            ConversationJson.Write(_json, conversation.Unrecognized);
        }

        _json.WriteEndObject();
    }

    /// <summary>Returns the metadata as JSON, whose texts can be redacted.</summary>
    private static JsonElement GetMetadata(GatewayLog log)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, LogJson.Options))
        {
            LogJson.WriteValue(json, s_metadata.GetSent(log));
        }

        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = int.MaxValue });
    }

    private static string? GetMissing(string name, ExportBody body) =>
        body.State == ExportBody.Stored ? null : $"{name} {body.State.Replace('_', ' ')}";
}
