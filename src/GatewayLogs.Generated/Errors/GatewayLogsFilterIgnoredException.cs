namespace GatewayLogs;

/// <summary>The service answered with logs that do not match a filter it was sent, so it did not apply the filter.</summary>
/// <remarks>Its message names the key and the operator of the filter, never its values.</remarks>
public class GatewayLogsFilterIgnoredException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsFilterIgnoredException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public GatewayLogsFilterIgnoredException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsFilterIgnoredException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private GatewayLogsFilterIgnoredException(string message, GatewayLogsResponse response)
        : base(message, response)
    {
    }

    /// <summary>The exception for a page of which some rows contradict a filter.</summary>
    internal static GatewayLogsFilterIgnoredException Because(GatewayLogFilter filter, int count, GatewayLogPage page) =>
        new(FailureMessage.WithRayId($"{count} of {page.Logs.Count} logs that the service gave do not match the filter {filter}: it did not apply it. None of them was given on or acted upon.", page.HttpResponse), page.HttpResponse);

    /// <summary>The same for a deletion, where rows must show that they match.</summary>
    internal static GatewayLogsFilterIgnoredException Unshown(GatewayLogFilter filter, int count, GatewayLogPage page) =>
        new(FailureMessage.WithRayId($"{count} of {page.Logs.Count} logs that the service gave do not show that they match the filter {filter}. They were not deleted.", page.HttpResponse), page.HttpResponse);
}
