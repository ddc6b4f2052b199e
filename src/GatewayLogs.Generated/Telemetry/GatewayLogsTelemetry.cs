namespace GatewayLogs;

/// <summary>The names of the client's activity source and meter. Telemetry contains no ids, filters, bodies or credentials.</summary>
/// <remarks>
/// Each operation has a span with its name, and each attempt has a child span. The instruments are gatewaylogs.client.operation.duration,
/// gatewaylogs.client.retries, gatewaylogs.client.throttle.wait and gatewaylogs.client.rows.
/// </remarks>
public static class GatewayLogsTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "GatewayLogs.Generated";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "GatewayLogs.Generated";
}
