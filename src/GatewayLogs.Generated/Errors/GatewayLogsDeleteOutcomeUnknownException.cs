namespace GatewayLogs;

/// <summary>
/// The exception for a deletion whose outcome is unknown: the request may have been executed, but its response was lost or reports an error
/// in transit.
/// </summary>
/// <remarks>
/// The request was not retried, because executing it again could delete more logs. List the logs with the same filters, more than once
/// because the service deletes asynchronously: if there are fewer logs, the deletion was executed. The inner exception contains the
/// failure.
/// </remarks>
public class GatewayLogsDeleteOutcomeUnknownException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsDeleteOutcomeUnknownException() => IsTransient = false;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayLogsDeleteOutcomeUnknownException(string message)
        : base(message) => IsTransient = false;

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsDeleteOutcomeUnknownException(string message, Exception? innerException)
        : base(message, innerException) => IsTransient = false;

    internal GatewayLogsDeleteOutcomeUnknownException(GatewayLogsException cause)
        : base(
            "It is unknown whether the deletion was executed. List the logs with the same filters, more than once within a minute, and delete "
            + $"again only if they still exist. The failure was: {cause.Message}",
            cause.HttpResponse,
            cause.Errors,
            cause) =>
        (Kind, Attempts, StopReason, IsTransient) = (cause.Kind, cause.Attempts, cause.StopReason, false);
}
