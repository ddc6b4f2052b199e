namespace GatewayLogs.Conversations;

/// <summary>What is known about a log apart from its bodies. The bodies take precedence.</summary>
public sealed class ConversationHints
{
    /// <summary>Gets the model. It is the model of the response if the response does not name one.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the path of the call, such as <c>v1/embeddings</c>, whose request resembles that of <c>v1/responses</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the content type of the response. An image or a sound becomes a <see cref="Microsoft.Extensions.AI.DataContent"/>.</summary>
    public string? ResponseContentType { get; init; }
}
