namespace GatewayLogs.Cli.Connection;

/// <summary>The client of a command that sends a request for each of many logs.</summary>
internal static class BulkClient
{
    /// <summary>Returns a view of the client whose calls wait for permits of the rate limiter however long it takes, as nobody needs one of them soon.</summary>
    public static GatewayLogsClient ForMany(this GatewayLogsClient client) => client.WithOptions(new GatewayLogsCallOptions { TotalTimeout = Timeout.InfiniteTimeSpan });
}
