using GatewayLogs.Telemetry;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Pipeline;

/// <summary>Counts each attempt in the file that processes share, and waits while they have used all permits together.</summary>
internal sealed class SharedRateLimitHandler(GatewayLogsClientOptions options, string path, int limit) : DelegatingHandler
{
    private readonly ILogger? _log = options.LoggerFactory?.CreateLogger<GatewayLogsClient>();
    private readonly SharedRequestCount _count = new(path, limit, options.TimeProvider);
    private bool _isUnusable;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (sentAt, wait) = await TryCountAsync(cancellationToken).ConfigureAwait(false);
        if (wait > TimeSpan.Zero)
        {
            sentAt = await WaitAsync(CallContext.From(request), wait, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await MoveToNowAsync(sentAt).ConfigureAwait(false);
        }
    }

    private async Task<long?> WaitAsync(CallContext call, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (call.Settings.WaitsForPermits)
        {
            call.Deadline.Pause();
        }

        long? sentAt = null;
        var since = options.TimeProvider.GetTimestamp();
        while (wait > TimeSpan.Zero)
        {
            if (!call.Settings.WaitsForPermits && wait >= call.Deadline.Remaining)
            {
                throw GatewayLogsRateLimitException.ForPermit(wait, call.Deadline.Total);
            }

            _log?.Waiting(call.Operation, wait.TotalMilliseconds);
            await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            (sentAt, wait) = await TryCountAsync(cancellationToken).ConfigureAwait(false);
        }

        Meters.Waited(call, options.TimeProvider.GetElapsedTime(since));
        if (call.Settings.WaitsForPermits)
        {
            call.Deadline.Resume();
        }

        return sentAt;
    }

    /// <summary>Returns when the request was counted, or how long to wait before trying again; neither if the file cannot be used.</summary>
    private async Task<(long? SentAt, TimeSpan Wait)> TryCountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _isUnusable ? default : await _count.TryAddAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            return default;
        }
    }

    private async Task MoveToNowAsync(long? sentAt)
    {
        try
        {
            if (sentAt is { } time && !_isUnusable)
            {
                await _count.MoveToNowAsync(time).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            // The request was sent. Only later requests of this process are no longer counted.
        }
    }

    /// <summary>Returns whether the file cannot be used. If so, logs that and does not use the file again.</summary>
    private bool IsUnusable(Exception exception)
    {
        if (exception is not (IOException or UnauthorizedAccessException))
        {
            return false;
        }

        _isUnusable = true;
        _log?.RateLimitFileUnusable(path, exception.Message);
        return true;
    }
}
