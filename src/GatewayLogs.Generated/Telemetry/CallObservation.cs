using System.Diagnostics;
using GatewayLogs.Pipeline;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Telemetry;

/// <summary>Reports a call to tracing, metrics and logging.</summary>
internal sealed class CallObservation(ILogger? log, CallContext call) : IDisposable
{
    private readonly Activity? _span = Spans.StartOperation(call);
    private readonly long _since = call.Options.TimeProvider.GetTimestamp();

    private TimeSpan Elapsed => call.Options.TimeProvider.GetElapsedTime(_since);

    public void Retry(GatewayLogsException failure, TimeSpan delay)
    {
        Meters.Retried(call, failure);
        log?.Retrying(call.Operation, call.Attempts, failure.Kind, (int?)failure.StatusCode, delay.TotalMilliseconds);
    }

    public void Succeed()
    {
        Meters.Ended(call, Elapsed, null);
        log?.Succeeded(call.Operation, call.Attempts, Elapsed.TotalMilliseconds);
    }

    public void Fail(Exception exception)
    {
        Spans.Fail(_span, exception);
        Meters.Ended(call, Elapsed, exception);
        switch (exception)
        {
            case GatewayLogsDeleteOutcomeUnknownException failure:
                log?.OutcomeUnknown(call.Operation, failure.Kind, (int?)failure.StatusCode, failure.RayId, failure.StopReason);
                break;
            case GatewayLogsException failure:
                log?.Failed(call.Operation, failure.Attempts, failure.Kind, (int?)failure.StatusCode, failure.RayId, failure.StopReason);
                break;
            case OperationCanceledException:
                log?.Cancelled(call.Operation, call.Attempts);
                break;
        }
    }

    public void Dispose() => _span?.Dispose();
}
