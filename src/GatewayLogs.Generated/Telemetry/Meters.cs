using System.Diagnostics.Metrics;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Telemetry;

/// <summary>What is counted.</summary>
internal static class Meters
{
    private static readonly Meter s_meter = new(GatewayLogsTelemetry.MeterName);

    /// <summary>
    /// Suggests buckets in seconds: those of OpenTelemetry for HTTP, and what retries and the rate limit add to them. Without it, OpenTelemetry
    /// takes buckets for milliseconds, the first of which ends at 5 s.
    /// </summary>
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 100, 300],
    };

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "gatewaylogs.client.operation.duration", "s", "How long an operation took, with its retries and waits.", tags: null, s_seconds);

    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "gatewaylogs.client.retries", "{retry}", "How often an attempt was repeated.");

    private static readonly Histogram<double> s_throttleWait = s_meter.CreateHistogram(
        "gatewaylogs.client.throttle.wait", "s", "How long an attempt waited for a permit.", tags: null, s_seconds);

    /// <summary>How many logs were listed.</summary>
    public static Counter<long> Rows { get; } = s_meter.CreateCounter<long>("gatewaylogs.client.rows", "{row}", "How many logs were listed.");

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
