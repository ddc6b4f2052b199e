namespace GatewayLogs;

/// <summary>The names under which the client tells what it does; neither ids, nor anything of a filter, a body or credentials, are in it.</summary>
/// <remarks>
/// One span an operation, named after it, with one child an attempt. The instruments are gatewaylogs.client.operation.duration,
/// gatewaylogs.client.retries, gatewaylogs.client.throttle.wait and gatewaylogs.client.rows.
/// </remarks>
public static class GatewayLogsTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "GatewayLogs.Generated";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "GatewayLogs.Generated";
}
