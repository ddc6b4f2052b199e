namespace GatewayLogs.Cli.Failures;

/// <summary>The normalized error message of a failed call, or why there is none.</summary>
/// <param name="Text">The message; null if there is none.</param>
/// <param name="MissingReason">Why there is no message; null if there is one.</param>
internal sealed record FailureMessage(string? Text, string? MissingReason)
{
    /// <summary>Creates a message that is missing.</summary>
    public static FailureMessage Missing(string reason) => new(null, reason);

    /// <summary>
    /// Reads the message from the beginning of the response, which the detail of a log contains, so that it takes no other request.
    /// </summary>
    public static FailureMessage Read(GatewayLog log) => log is not GatewayLogDetail detail ? Missing("the detail of the log could not be read") : detail switch
    {
        { ResponseHead: { Length: > 0 } head } when ErrorText.Find(head) is { } text => new(NormalizedText.Normalize(text), null),
        { ResponseHead.Length: > 0 } => Missing("the response has no error message"),
        { ResponseSize: > 0 } => Missing("the service returned no part of the response; the token may lack AI Gateway Read"),
        { ResponseHead: not null } => Missing("the response is empty"),
        _ => Missing("no response is stored"),
    };

    /// <summary>Returns the message, or the reason in parentheses.</summary>
    public override string ToString() => Text ?? $"({MissingReason})";
}
