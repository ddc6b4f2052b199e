using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using GatewayLogs.Telemetry;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Pipeline;

/// <summary>Acquires a permit before each attempt, and updates the rate limiter from the rate limit headers of the response.</summary>
internal sealed class RateLimitHandler(GatewayLogsClientOptions options) : DelegatingHandler
{
    private readonly ILogger? _log = options.LoggerFactory?.CreateLogger<GatewayLogsClient>();

    /// <summary>
    /// Gets the limiter that all clients with the same credentials share. It is cached because finding it computes an HMAC.
    /// </summary>
    [field: MaybeNull]
    private RequestRateLimiter Limiter => field ??= RateLimiterRegistry.Get(options);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        options.RateLimit is null
            ? base.SendAsync(request, cancellationToken)
            : SendAsync(request, CallContext.From(request), cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CallContext call, CancellationToken cancellationToken)
    {
        var permit = await AcquireAsync(call, cancellationToken).ConfigureAwait(false);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (call.Response is { } response)
            {
                Limiter.ApplyServerLimit(response);
            }

            Limiter.ReturnLater(permit);
        }
    }

    private async ValueTask<RateLimitLease> AcquireAsync(CallContext call, CancellationToken cancellationToken)
    {
        var wait = Limiter.EstimateWait();
        if (call.Settings.WaitsForPermits)
        {
            call.Deadline.Pause();
        }
        else if (wait >= call.Deadline.Remaining)
        {
            throw GatewayLogsRateLimitException.ForPermit(wait, call.Deadline.Total);
        }

        var since = options.TimeProvider.GetTimestamp();
        var permit = Limiter.AcquireAsync(cancellationToken);
        if (!permit.IsCompleted)
        {
            _log?.Waiting(call.Operation, wait.TotalMilliseconds);
        }

        var result = await permit.ConfigureAwait(false);
        Meters.Waited(call, options.TimeProvider.GetElapsedTime(since));
        if (call.Settings.WaitsForPermits)
        {
            call.Deadline.Resume();
        }

        return result;
    }
}
