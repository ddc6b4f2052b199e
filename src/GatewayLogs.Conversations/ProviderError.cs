namespace GatewayLogs.Conversations;

/// <summary>The error that a provider, or the gateway in its place, returned.</summary>
public sealed class ProviderError
{
    /// <summary>Gets the kind of error, such as <c>invalid_request_error</c>, <c>overloaded_error</c> or <c>UNAVAILABLE</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the code, such as <c>context_length_exceeded</c> or <c>2029</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the message; several messages are separated by line breaks.</summary>
    public string? Message { get; init; }
}
