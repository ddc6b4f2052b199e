namespace GatewayLogs.Cli.Connection;

/// <summary>The service's clock, which decides what counts as a new log.</summary>
internal static class ServiceTime
{
    /// <summary>A Date header has whole seconds and arrives late: a smaller difference is not evidence of a wrong clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Returns the service's time for a local time. One request is sent if no response has shown the service's clock yet.</summary>
    public static async Task<DateTimeOffset> FromLocalAsync(DateTimeOffset local, GatewayLogsClient client, CancellationToken cancellationToken)
    {
        if (client.ServiceClockSkew is null)
        {
            await client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 }, cancellationToken);
        }

        return client.ServiceClockSkew is { } skew && skew.Duration() > Tolerance ? local + skew : local;
    }
}
