namespace GatewayLogs;

/// <summary>One page of logs.</summary>
/// <param name="logs">The logs, in the order that was asked for.</param>
/// <param name="info">Which page this is, and how many logs match.</param>
/// <param name="response">The answer's status and headers.</param>
public sealed class GatewayLogPage(IReadOnlyList<GatewayLog> logs, GatewayLogPageInfo info, GatewayLogsResponse response)
{
    /// <summary>The logs, in the order that was asked for.</summary>
    public IReadOnlyList<GatewayLog> Logs { get; } = logs;

    /// <summary>Which page this is, and how many logs match; its fields are null where the service says nothing. Section GatewayLogPageInfo of the document.</summary>
    public GatewayLogPageInfo Info { get; } = info;

    /// <summary>The answer's status and headers.</summary>
    public GatewayLogsResponse HttpResponse { get; } = response;
}
