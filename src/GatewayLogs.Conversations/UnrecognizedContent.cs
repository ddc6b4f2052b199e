namespace GatewayLogs.Conversations;

/// <summary>A part of a body that has no equivalent in a <see cref="Conversation"/>.</summary>
/// <param name="path">The path of the part.</param>
/// <param name="reason">The reason.</param>
public sealed class UnrecognizedContent(string path, string reason)
{
    /// <summary>Gets the path of the part, such as <c>request.messages[2].content[0]</c>; in a stream, <c>response[7]</c> is the eighth event.</summary>
    public string Path { get; } = path;

    /// <summary>Gets why the part was not recognized.</summary>
    public string Reason { get; } = reason;
}
