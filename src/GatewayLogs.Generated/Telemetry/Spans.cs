using System.Diagnostics;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Telemetry;

/// <summary>Creates the spans of a call.</summary>
internal static class Spans
{
    private static readonly ActivitySource s_source = new(GatewayLogsTelemetry.ActivitySourceName);

    public static Activity? StartOperation(CallContext call) => s_source.StartActivity(call.Operation, ActivityKind.Internal);

    public static Activity? StartAttempt(CallContext call)
    {
        var span = s_source.StartActivity("attempt", ActivityKind.Client);
        if (span is not null)
        {
            span.SetTag("http.request.method", call.Method.Method);
            span.SetTag("server.address", call.Options.BaseAddress.Host);
            span.SetTag("server.port", call.Options.BaseAddress.Port);
            if (call.Attempts > 1)
            {
                span.SetTag("http.request.resend_count", call.Attempts - 1);
            }
        }

        return span;
    }

    public static void EndAttempt(Activity? span, GatewayLogsResponse? response)
    {
        if (response is not null)
        {
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
        }
    }

    /// <summary>
    /// Records the type of a failure. The message is not recorded, because it can contain data that is meant only for the caller.
    /// </summary>
    public static void Fail(Activity? span, Exception exception)
    {
        span?.SetTag("error.type", exception.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
