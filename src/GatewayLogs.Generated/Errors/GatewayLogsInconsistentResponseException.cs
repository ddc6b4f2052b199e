namespace GatewayLogs;

/// <summary>The service contradicts itself so that logs would be lost, repeated or read without end: asked again, it still does.</summary>
public class GatewayLogsInconsistentResponseException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsInconsistentResponseException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public GatewayLogsInconsistentResponseException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsInconsistentResponseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The exception for an answer that contradicts the question or earlier answers.</summary>
    internal GatewayLogsInconsistentResponseException(string message, GatewayLogsResponse response)
        : base(FailureMessage.WithRayId(message, response), response)
    {
    }
}
