namespace GatewayLogs;

/// <summary>
/// The exception for responses that contradict the request or earlier responses, so that logs would be lost or duplicated, or an
/// enumeration would never end.
/// </summary>
public class GatewayLogsInconsistentResponseException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsInconsistentResponseException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayLogsInconsistentResponseException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsInconsistentResponseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal GatewayLogsInconsistentResponseException(string message, GatewayLogsResponse response)
        : base(FailureMessage.WithRayId(message, response), response)
    {
    }
}
