using System.Diagnostics;
using GatewayLogs.Pipeline;

namespace GatewayLogs.Telemetry;

/// <summary>Creates the spans of a call.</summary>
internal static class Spans
{
    private static readonly ActivitySource s_source = new(GatewayLogsTelemetry.ActivitySourceName);

    public static Activity? StartOperation(CallContext call) => s_source.StartActivity(call.Operation, ActivityKind.Internal);

    public static Activity? StartAttempt(CallContext call) => s_source.StartActivity("attempt", ActivityKind.Client)
        ?.SetTag("http.request.method", call.Method.Method)
        .SetTag("server.address", call.Options.BaseAddress.Host)
        .SetTag("server.port", call.Options.BaseAddress.Port)
        .SetTag("http.request.resend_count", call.Attempts > 1 ? call.Attempts - 1 : null);

    /// <summary>
    /// Records the type of a failure. The message is not recorded, because it can contain data that is meant only for the caller.
    /// </summary>
    public static void Fail(Activity? span, Exception exception)
    {
        span?.SetTag("error.type", exception.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
