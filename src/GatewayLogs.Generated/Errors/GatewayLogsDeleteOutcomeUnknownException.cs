namespace GatewayLogs;

/// <summary>A deletion that may or may not have been executed: its answer did not arrive, or says that something broke on the way.</summary>
/// <remarks>
/// It was not repeated, since an execution too many deletes what nobody asked for. List the logs with the same filters: if they are gone or
/// become fewer, it was executed. The service deletes some time after it answers, so look more than once. The inner exception says what failed.
/// </remarks>
public class GatewayLogsDeleteOutcomeUnknownException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsDeleteOutcomeUnknownException() => IsTransient = false;

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public GatewayLogsDeleteOutcomeUnknownException(string message)
        : base(message) => IsTransient = false;

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsDeleteOutcomeUnknownException(string message, Exception? innerException)
        : base(message, innerException) => IsTransient = false;

    internal GatewayLogsDeleteOutcomeUnknownException(GatewayLogsException cause)
        : base(
            "It is unknown whether the deletion was executed. List the logs with the same filters, more than once " +
            $"within a minute, to see whether they are gone; only then delete again. What failed: {cause.Message}",
            cause.HttpResponse,
            cause.Errors,
            cause) =>
        (Kind, Attempts, StopReason, IsTransient) = (cause.Kind, cause.Attempts, cause.StopReason, false);
}
