using System.Diagnostics.Metrics;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Telemetry;

/// <summary>The metrics of the client.</summary>
internal static class Meters
{
    private static readonly Meter s_meter = new(GatewayLogsTelemetry.MeterName);

    /// <summary>
    /// Suggests histogram buckets in seconds: OpenTelemetry's buckets for HTTP, extended for retries and rate limiting. OpenTelemetry's
    /// default buckets are for milliseconds, and the first one ends at 5.
    /// </summary>
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 100, 300],
    };

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "gatewaylogs.client.operation.duration", "s", "Duration of operations, including retries and delays.", tags: null, s_seconds);

    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "gatewaylogs.client.retries", "{retry}", "Number of retries.");

    private static readonly Histogram<double> s_throttleWait = s_meter.CreateHistogram(
        "gatewaylogs.client.throttle.wait", "s", "Time that attempts waited for a permit of the rate limiter.", tags: null, s_seconds);

    public static Counter<long> Rows { get; } = s_meter.CreateCounter<long>("gatewaylogs.client.rows", "{row}", "Number of listed logs.");

    public static void Ended(CallContext call, TimeSpan duration, Exception? exception)
    {
        if (exception is null)
        {
            s_duration.Record(duration.TotalSeconds, GetName(call));
        }
        else
        {
            s_duration.Record(duration.TotalSeconds, GetName(call), new("error.type", exception.GetType().FullName));
        }
    }

    public static void Retried(CallContext call, Exception exception) =>
        s_retries.Add(1, GetName(call), new KeyValuePair<string, object?>("error.type", exception.GetType().FullName));

    public static void Waited(CallContext call, TimeSpan wait) => s_throttleWait.Record(wait.TotalSeconds, GetName(call));

    private static KeyValuePair<string, object?> GetName(CallContext call) => new("gatewaylogs.operation", call.Operation);
}
