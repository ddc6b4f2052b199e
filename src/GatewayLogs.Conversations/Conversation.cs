using Microsoft.Extensions.AI;

namespace GatewayLogs.Conversations;

/// <summary>The conversation of one log: the messages that were sent to a model and its response, regardless of the provider.</summary>
public sealed class Conversation
{
    /// <summary>Gets the messages of the request, in order, including system messages.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Gets the response with its messages, usage, finish reason and model; null if none was recognized.</summary>
    /// <remarks>The response of a stream is assembled. If a stream ended with an error, this is the part before the error.</remarks>
    public ChatResponse? Response { get; init; }

    /// <summary>Gets the error of the provider or the gateway; null if there is none.</summary>
    public ProviderError? Error { get; init; }

    /// <summary>Gets the tools that the request offered to the model.</summary>
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }

    /// <summary>Gets the parts of the bodies that the other properties do not contain, with reasons.</summary>
    /// <remarks>Parameters, such as the temperature, and metadata, such as citations and log probabilities, are not listed.</remarks>
    public required IReadOnlyList<UnrecognizedContent> Unrecognized { get; init; }

    /// <summary>Gets the bytes of the request as they were passed to the reader.</summary>
    public ReadOnlyMemory<byte> RawRequest { get; init; }

    /// <summary>Gets the bytes of the response as they were passed to the reader.</summary>
    public ReadOnlyMemory<byte> RawResponse { get; init; }
}
