namespace GatewayLogs;

/// <summary>One page of logs.</summary>
/// <param name="logs">The logs, in the order that was asked for.</param>
/// <param name="info">Which page this is, and how many logs match.</param>
/// <param name="response">The answer's status and headers.</param>
public sealed class GatewayLogPage(IReadOnlyList<GatewayLog> logs, GatewayLogPageInfo info, GatewayLogsResponse response)
{
    /// <summary>
    /// The logs, in the order that was asked for. They can be fewer than arrived: see <see cref="LogFilter.Metadata"/>, and in a walk those
    /// that it has given before.
    /// </summary>
    public IReadOnlyList<GatewayLog> Logs { get; private init; } = logs;

    /// <summary>Which page this is, and how many logs match; its fields are null where the service says nothing. Section GatewayLogPageInfo of the document.</summary>
    public GatewayLogPageInfo Info { get; } = info;

    /// <summary>The answer's status and headers.</summary>
    public GatewayLogsResponse HttpResponse { get; } = response;

    /// <summary>Where a walk stands behind this page; null for a page that no walk gave, or one in another order than that of created_at.</summary>
    public GatewayLogCursor? Cursor => Logs is [.., var last] ? last.Cursor : null;

    /// <summary>All rows that arrived.</summary>
    internal IReadOnlyList<GatewayLog> Rows { get; private init; } = logs;

    /// <summary>The same answer with some of its rows.</summary>
    internal GatewayLogPage With(IReadOnlyList<GatewayLog> some) => new(some, Info, HttpResponse) { Rows = Rows };
}
