namespace GatewayLogs.Calls;

/// <summary>The time that a call has in all. It stands still while the call waits for its turn.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private TimeSpan _left;
    private long _since;

    public Deadline(TimeSpan total, TimeProvider time)
    {
        _time = time;
        _left = Total = total;
        _since = time.GetTimestamp();
        _source = new CancellationTokenSource(total, time);
    }

    public TimeSpan Total { get; }

    public CancellationToken Token => _source.Token;

    public bool HasPassed => _source.IsCancellationRequested;

    /// <summary>How much of the time is left while it runs.</summary>
    public TimeSpan Remaining => Total == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _left - _time.GetElapsedTime(_since);

    public void Pause()
    {
        _left = Total == Timeout.InfiniteTimeSpan ? Total : TimeSpan.FromTicks(Math.Max(0, Remaining.Ticks));
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Resume()
    {
        _since = _time.GetTimestamp();
        _source.CancelAfter(_left);
    }

    public void Dispose() => _source.Dispose();
}
