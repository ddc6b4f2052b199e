namespace GatewayLogs.Cli.Connection;

/// <summary>Converts local time to the service's clock, which decides which logs are new.</summary>
internal static class ServiceTime
{
    /// <summary>
    /// The smallest difference that indicates a wrong clock. Date headers have a resolution of one second and are delayed by the network.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Returns the service's time for a local time. Sends one request if no response has shown the service's clock yet.</summary>
    public static async Task<DateTimeOffset> FromLocalAsync(DateTimeOffset local, GatewayLogsClient client, CancellationToken cancellationToken)
    {
        if (client.ServiceClockSkew is null)
        {
            await client.ListLogsAsync(new GatewayLogQuery { PerPage = 1 }, cancellationToken);
        }

        return client.ServiceClockSkew is { } skew && skew.Duration() > Tolerance ? local + skew : local;
    }
}
