using System.Diagnostics;
using GatewayLogs.Calls;

namespace GatewayLogs.Telemetry;

/// <summary>The spans of a call.</summary>
internal static class Spans
{
    private static readonly ActivitySource s_source = new(GatewayLogsTelemetry.ActivitySourceName);

    public static Activity? StartOperation(Call call) => s_source.StartActivity(call.Operation.Name, ActivityKind.Internal);

    public static Activity? StartAttempt(Call call)
    {
        var span = s_source.StartActivity("attempt", ActivityKind.Client);
        if (span is not null)
        {
            span.SetTag("http.request.method", call.Operation.Method);
            span.SetTag("server.address", call.Options.BaseAddress.Host);
            span.SetTag("server.port", call.Options.BaseAddress.Port);
            if (call.Attempts > 1)
            {
                span.SetTag("http.request.resend_count", call.Attempts - 1);
            }
        }

        return span;
    }

    /// <summary>Names the kind of a failure; its message is for the caller alone.</summary>
    public static void Fail(Activity? span, Exception exception)
    {
        span?.SetTag("error.type", exception.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
