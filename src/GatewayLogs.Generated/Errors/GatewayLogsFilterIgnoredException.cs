namespace GatewayLogs;

/// <summary>The service did not apply a filter: it returned logs that do not match, or a deletion deleted other logs than it named.</summary>
/// <remarks>
/// Its message names the key and the operator of the filter, never its values. What a deletion had done by then is in
/// <see cref="GatewayLogsException.DeleteReport"/>.
/// </remarks>
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

    private GatewayLogsFilterIgnoredException(string message, GatewayLogsResponse? response)
        : base(message, response)
    {
    }

    /// <summary>The exception for a page of which some rows contradict a filter.</summary>
    internal static GatewayLogsFilterIgnoredException Because(GatewayLogFilter filter, int count, GatewayLogPage page) =>
        new(FailureMessage.WithRayId($"{count} of {page.Logs.Count} logs that the service gave do not match the filter {filter}: it did not apply it. None of them was given on or acted upon.", page.HttpResponse), page.HttpResponse);

    /// <summary>The same for a deletion, where rows must show that they match.</summary>
    internal static GatewayLogsFilterIgnoredException Unshown(GatewayLogFilter filter, int count, GatewayLogPage page) =>
        new(FailureMessage.WithRayId($"{count} of {page.Logs.Count} logs that the service gave do not show that they match the filter {filter}. They were not deleted.", page.HttpResponse), page.HttpResponse);

    /// <summary>The exception for a deletion during which logs disappeared that it did not name.</summary>
    internal static GatewayLogsFilterIgnoredException OfDeletion(int left, GatewayLogDeleteReport report, GatewayLogsResponse? response)
    {
        var others = report.Missing.Count > 0 ? $"{report.Missing.Count} of the oldest logs of the gateway" : "other logs";
        var message = left > 0
            ? $"{left} of the logs that the last request was to delete are still there, but {others} that it was not to delete are gone: the service does not apply the filters or the order of deletions, or something else deletes while this deletion is not finished."
            : $"The logs that the last request was to delete are gone, but so are {others} that it was not to delete: something else deletes logs of this gateway, or the service deletes more than it is asked to.";
        message += $" The deletion was stopped after {report.Requests} requests. List the logs before you delete again.";
        return new(response is null ? message : FailureMessage.WithRayId(message, response), response);
    }
}
