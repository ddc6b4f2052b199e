namespace GatewayLogs.Cli.Connection;

/// <summary>Configures the client for commands that run unattended: those that send one request for each of many logs, and exports.</summary>
internal static class BulkClient
{
    /// <summary>
    /// Returns a view of the client whose calls wait for the rate limiter, and for the time that the service requests with status 429, without
    /// a timeout, because latency does not matter in bulk. A client with <c>--timeout</c> is returned unchanged.
    /// </summary>
    public static GatewayLogsClient ForMany(this GatewayLogsClient client) =>
        client is TimedClient ? client : client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = Timeout.InfiniteTimeSpan });
}
