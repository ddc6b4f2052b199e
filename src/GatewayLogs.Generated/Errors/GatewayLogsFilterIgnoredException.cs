namespace GatewayLogs;

/// <summary>
/// The exception for a filter that the service did not apply: it returned logs that do not match, or deleted logs that the request did not
/// select.
/// </summary>
/// <remarks>
/// The message contains the key and operator of the filter, never its values. The state of a deletion is in
/// <see cref="GatewayLogsException.DeleteReport"/>.
/// </remarks>
public class GatewayLogsFilterIgnoredException : GatewayLogsException
{
    /// <summary>Creates an exception without a message.</summary>
    public GatewayLogsFilterIgnoredException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayLogsFilterIgnoredException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public GatewayLogsFilterIgnoredException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private GatewayLogsFilterIgnoredException(string message, GatewayLogsResponse? response)
        : base(FailureMessage.WithRayId(message, response), response)
    {
    }

    /// <summary>Creates the exception for a page on which rows contradict a filter.</summary>
    internal static GatewayLogsFilterIgnoredException ForContradiction(GatewayLogFilter filter, int count, GatewayLogPage page) => new(
        $"{count} of {page.Logs.Count} logs that the service returned do not match the filter {filter}: the service did not apply it. "
        + "No logs were returned, and nothing was changed. Check the key and values of the filter.",
        page.HttpResponse);

    /// <summary>Creates the exception for a deletion that lists logs which cannot be verified to match.</summary>
    internal static GatewayLogsFilterIgnoredException ForUnverifiedLogs(GatewayLogFilter filter, int count, GatewayLogPage page) => new(
        $"{count} of {page.Logs.Count} logs that the service returned cannot be verified to match the filter {filter}. "
        + "They were not deleted. List the logs and delete them by their ids.",
        page.HttpResponse);

    /// <summary>Creates the exception for a deletion during which logs disappeared that no request selected.</summary>
    internal static GatewayLogsFilterIgnoredException ForDeletion(int left, GatewayLogDeleteReport report, GatewayLogsResponse? response)
    {
        var others = report.Missing.Count > 0 ? $"{report.Missing.Count} of the oldest logs of the gateway" : "other logs";
        var message = left > 0
            ? $"{left} logs that the last request selected still exist, but {others} that it did not select are gone. "
            + "Either the service does not apply the filters or the order of deletions, or another client deletes logs."
            : $"The logs that the last request selected are gone, but so are {others} that it did not select. "
            + "Either another client deletes logs of this gateway, or the service deletes more than requested.";
        return new($"{message} The deletion was stopped after {report.Requests} requests. List the logs before you delete again.", response);
    }
}
