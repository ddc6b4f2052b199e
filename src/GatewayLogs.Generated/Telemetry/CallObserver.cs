using System.Diagnostics;
using GatewayLogs.Calls;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Telemetry;

/// <summary>Tells spans, meters and the log what becomes of calls.</summary>
internal sealed class CallObserver(GatewayLogsClientOptions options)
{
    private readonly ILogger? _log = options.LoggerFactory?.CreateLogger<GatewayLogsClient>();

    public Observation Begin(Call call) => new(_log, call);

    public void Wait(Call call) => _log?.Waiting(call.Operation.Name);

    public void Retry(Call call, GatewayLogsException failure)
    {
        Meters.Retried(call.Operation, failure);
        _log?.Retrying(call.Operation.Name, call.Attempts, failure.Cause, (int?)failure.StatusCode, call.Delay.TotalMilliseconds);
    }

    /// <summary>One call, observed from its beginning to its end.</summary>
    internal sealed class Observation(ILogger? log, Call call) : IDisposable
    {
        private readonly Activity? _span = Spans.StartOperation(call);
        private readonly long _since = call.Options.TimeProvider.GetTimestamp();

        private TimeSpan Elapsed => call.Options.TimeProvider.GetElapsedTime(_since);

        public void Succeed()
        {
            Meters.Ended(call.Operation, Elapsed, null);
            log?.Succeeded(call.Operation.Name, call.Attempts, Elapsed.TotalMilliseconds);
        }

        public void Fail(Exception exception)
        {
            Spans.Fail(_span, exception);
            Meters.Ended(call.Operation, Elapsed, exception);
            switch (exception)
            {
                case GatewayLogsDeleteOutcomeUnknownException failure:
                    log?.LeftUnknown(call.Operation.Name, failure.Cause, (int?)failure.StatusCode, failure.RayId);
                    break;
                case GatewayLogsException failure:
                    log?.Failed(call.Operation.Name, failure.Attempts, failure.Cause, (int?)failure.StatusCode, failure.RayId);
                    break;
                case OperationCanceledException:
                    log?.Cancelled(call.Operation.Name, call.Attempts);
                    break;
            }
        }

        public void Dispose() => _span?.Dispose();
    }
}
