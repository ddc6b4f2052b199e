namespace GatewayLogs;

/// <summary>One page of logs.</summary>
/// <param name="logs">The logs, in the requested order.</param>
/// <param name="info">The page number and the number of matching logs.</param>
/// <param name="response">The status and headers of the response.</param>
public sealed class GatewayLogPage(IReadOnlyList<GatewayLog> logs, GatewayLogPageInfo info, GatewayLogsResponse response)
{
    /// <summary>
    /// Gets the logs, in the requested order. There can be fewer than the response contained: <see cref="LogFilter.Metadata"/> is evaluated
    /// on the client as well, and an enumeration omits logs that it has already returned.
    /// </summary>
    public IReadOnlyList<GatewayLog> Logs { get; private init; } = logs;

    /// <summary>
    /// Gets the page number and the number of matching logs. Properties are null if the service does not return them. Schema
    /// <c>GatewayLogPageInfo</c> in the OpenAPI document.
    /// </summary>
    public GatewayLogPageInfo Info { get; } = info;

    /// <summary>Gets the status and headers of the response.</summary>
    public GatewayLogsResponse HttpResponse { get; } = response;

    /// <summary>
    /// Gets the cursor after the last log of this page; null unless the page comes from an enumeration in the order of created_at.
    /// </summary>
    public GatewayLogCursor? Cursor => Logs is [.., var last] ? last.Cursor : null;

    /// <summary>Gets all rows that the response contained.</summary>
    internal IReadOnlyList<GatewayLog> Rows { get; private init; } = logs;

    internal GatewayLogPage WithLogs(IReadOnlyList<GatewayLog> logs) => new(logs, Info, HttpResponse) { Rows = Rows };
}
