using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace GatewayLogs.Pipeline;

/// <summary>Client-side rate limiter that keeps requests below Cloudflare's limit of 1,200 per five minutes.</summary>
/// <remarks>
/// The window limiters of System.Threading.RateLimiting use the machine's stopwatch and do not support <see cref="TimeProvider"/>.
/// <see cref="ConcurrencyLimiter"/> uses no clock and has a cancellable queue, so the sliding window is a concurrency limiter whose permits
/// are returned one window later. Requests of other processes, which the service reports in its headers, reserve permits as well.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "Shared by clients that are never disposed; it holds only memory.")]
internal sealed class RequestRateLimiter
{
    /// <summary>Cloudflare's limit per window.</summary>
    public const int MaxPermits = 1_200;

    /// <summary>The default number of permits per window, which leaves room for requests that this process does not count.</summary>
    public const int DefaultPermits = 1_180;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    private readonly TimeProvider _time;
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = MaxPermits,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly PriorityQueue<(RateLimitLease Lease, int Permits), long> _due = new();
    private readonly ITimer _timer;
    private int _inFlight;
    private int _permits = MaxPermits;

    public RequestRateLimiter(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static limiter => ((RequestRateLimiter)limiter!).ReturnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Reduces the permits to a limit. The smallest limit of all clients applies.</summary>
    public RequestRateLimiter Restrict(int permits)
    {
        lock (_due)
        {
            if (permits < _permits)
            {
                // The queue is served in order, so requests wait until so many permits have been returned. The lease is never disposed.
                _ = _limiter.AcquireAsync(_permits - permits).AsTask();
                _permits = permits;
            }
        }

        return this;
    }

    /// <summary>Waits for a permit to send a request, which is returned with <see cref="ReturnLater"/>.</summary>
    public async ValueTask<RateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _inFlight);
        return lease;
    }

    /// <summary>Returns the minimum time that the next request has to wait.</summary>
    public TimeSpan EstimateWait()
    {
        var statistics = _limiter.GetStatistics()!;
        var missing = statistics.CurrentQueuedCount + 1 - statistics.CurrentAvailablePermits;
        if (missing <= 0)
        {
            return TimeSpan.Zero;
        }

        lock (_due)
        {
            foreach (var ((_, permits), due) in _due.UnorderedItems.OrderBy(item => item.Priority))
            {
                missing -= permits;
                if (missing <= 0)
                {
                    var wait = _time.GetElapsedTime(_time.GetTimestamp(), due);
                    return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
                }
            }
        }

        // The other permits belong to active requests, and are returned one window after their responses.
        return Window;
    }

    /// <summary>
    /// Reserves the permits that the service reports as used. Its count includes the request of the response, but no other active requests.
    /// </summary>
    public void ApplyServerLimit(GatewayLogsResponse response)
    {
        if (response.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
        {
            // After status 429 the service rejects every request, regardless of the remaining count.
            Reserve(int.MaxValue, response.RetryAfter ?? TimeSpan.Zero);
        }
        else if (response.RateLimit is { ResetAfter: { } reset } limit)
        {
            var left = Math.Max(0, limit.Remaining - (Volatile.Read(ref _inFlight) - 1));
            Reserve((int)(_limiter.GetStatistics()!.CurrentAvailablePermits - left), reset);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The lease is disposed by ReturnDue.")]
    private void Reserve(int permits, TimeSpan time)
    {
        time = time > Window ? Window : time;
        if (time <= TimeSpan.Zero)
        {
            return;
        }

        lock (_due)
        {
            permits = (int)Math.Min(permits, _limiter.GetStatistics()!.CurrentAvailablePermits);
            if (permits > 0 && _limiter.AttemptAcquire(permits) is { IsAcquired: true } lease)
            {
                Schedule(lease, permits, time);
            }
        }
    }

    /// <summary>
    /// Schedules the return of a permit one window from now, when the response has arrived or the attempt has failed. The service counts a
    /// request no later than it sends the response.
    /// </summary>
    public void ReturnLater(RateLimitLease lease)
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_due)
        {
            Schedule(lease, 1, Window);
        }
    }

    private void Schedule(RateLimitLease lease, int permits, TimeSpan time)
    {
        _due.Enqueue((lease, permits), _time.GetTimestamp() + (long)(time.TotalSeconds * _time.TimestampFrequency));
        SetTimer();
    }

    private void SetTimer()
    {
        if (_due.TryPeek(out _, out var due))
        {
            // Timers have a resolution of one millisecond. Rounding up avoids a timer that fires before the permit is due.
            var wait = Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), due).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, wait)), Timeout.InfiniteTimeSpan);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Every lease is disposed in the second loop.")]
    private void ReturnDue()
    {
        List<RateLimitLease> leases = [];
        lock (_due)
        {
            while (_due.TryPeek(out var item, out var due) && due <= _time.GetTimestamp())
            {
                leases.Add(item.Lease);
                _due.Dequeue();
            }

            SetTimer();
        }

        // Disposed outside the lock, because waiting requests can continue synchronously.
        foreach (var lease in leases)
        {
            lease.Dispose();
        }
    }
}
