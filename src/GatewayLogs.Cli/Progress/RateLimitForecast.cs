namespace GatewayLogs.Cli.Progress;

/// <summary>Forecasts how long requests have to wait for the rate limit, from the times at which requests were sent.</summary>
/// <param name="limit">The number of requests that may be sent in each window; null for no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimitForecast(int? limit, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Queue<long> _sent = new();

    /// <summary>Records a request.</summary>
    public void Add() => _sent.Enqueue(time.GetTimestamp());

    /// <summary>Returns how long sending some more requests takes if only the rate limit delays them.</summary>
    public TimeSpan GetTime(double requests)
    {
        while (_sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            _sent.Dequeue();
        }

        // Each request that exceeds the limit is sent one window after an earlier one.
        var delayed = (long)Math.Ceiling(requests) - ((limit ?? long.MaxValue) - _sent.Count);
        if (limit is not { } permits || delayed <= 0)
        {
            return TimeSpan.Zero;
        }

        var (windows, index) = Math.DivRem(delayed - 1, permits);
        var passed = index < _sent.Count ? time.GetElapsedTime(_sent.ElementAt((int)index)) : TimeSpan.Zero;
        return ((windows + 1) * Window) - passed;
    }
}
