using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>Collects a response, whole or from the events of a stream. Later values replace earlier ones.</summary>
internal sealed class ResponseBuilder(Findings findings)
{
    private SortedDictionary<long, MessageBuilder> _choices = [];

    public Findings Findings => findings;

    public ProviderError? Error { get; set; }

    /// <summary>Gets or sets whether any part of a response was recognized.</summary>
    public bool IsRecognized { get; set; }

    private string? Id { get; set; }

    private string? Model { get; set; }

    private DateTimeOffset? CreatedAt { get; set; }

    private ChatFinishReason? FinishReason { get; set; }

    private UsageDetails? Usage { get; set; }

    /// <summary>Returns the message with an index.</summary>
    public MessageBuilder GetMessage(long index = 0) =>
        _choices.TryGetValue(index, out var message) ? message : _choices[index] = new MessageBuilder(findings);

    /// <summary>Removes the messages that were read so far, because the next part contains the whole response.</summary>
    public void ClearMessages() => _choices = [];

    /// <summary>
    /// Reads the response that Cloudflare assembled of the events that were read so far. Of the messages, the more complete form is kept: the
    /// assembled one has no reasoning and no tool calls, and not all events may be stored.
    /// </summary>
    public void ReadAssembled(Action read)
    {
        var streamed = _choices;
        _choices = [];
        read();
        if (Length(streamed) > 0 && Length(streamed) >= Length(_choices))
        {
            _choices = streamed;
        }
    }

    /// <summary>Reads everything but the messages, under any of the providers' names.</summary>
    public void Describe(Node body)
    {
        Id = body["id", "responseId", "response_id", "generation_id"].Text ?? Id;
        Model = body["model", "modelVersion"].Text ?? Model;
        CreatedAt = body["created", "created_at"].Number is > 0 and < 253_402_300_800 and { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : CreatedAt;
        Usage = TokenUsage.Read(body["usage", "usageMetadata", "meta"], Usage);
        Finish(body["finish_reason", "stop_reason", "stopReason"].Text);
    }

    public void Finish(string? reason) => FinishReason = GetFinishReason(reason) ?? FinishReason;

    public ChatResponse? Build(string? model) => !IsRecognized ? null : new ChatResponse
    {
        Messages = [.. _choices.Values.Select(message => new ChatMessage(ChatRole.Assistant, message.Build()))],
        ResponseId = Id,
        ModelId = Model ?? model,
        CreatedAt = CreatedAt,
        FinishReason = FinishReason,
        Usage = Usage,
    };

    private static int Length(SortedDictionary<long, MessageBuilder> choices) => choices.Values.Sum(message => message.Length);

    private static ChatFinishReason? GetFinishReason(string? reason) => reason?.ToUpperInvariant() switch
    {
        null or "" or "NULL" or "FINISH_REASON_UNSPECIFIED" => null,
        "STOP" or "END_TURN" or "STOP_SEQUENCE" or "COMPLETE" or "COMPLETED" or "EOS" => ChatFinishReason.Stop,
        "LENGTH" or "MAX_TOKENS" or "MAX_OUTPUT_TOKENS" => ChatFinishReason.Length,
        "TOOL_CALLS" or "TOOL_CALL" or "TOOL_USE" or "FUNCTION_CALL" => ChatFinishReason.ToolCalls,
        "CONTENT_FILTER" or "CONTENT_FILTERED" or "SAFETY" or "REFUSAL" or "GUARDRAIL_INTERVENED" or "ERROR_TOXIC" or "PROHIBITED_CONTENT" or "BLOCKLIST" or "SPII" or "IMAGE_SAFETY" =>
            ChatFinishReason.ContentFilter,
        _ when string.IsNullOrWhiteSpace(reason) => null,
        _ => new ChatFinishReason(reason),
    };
}
