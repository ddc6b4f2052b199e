namespace GatewayLogs.Pipeline;

/// <summary>The deadline of a call, shared by all requests that it sends.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private TimeSpan _left;
    private long _since;

    public Deadline(GatewayLogsClientOptions options)
    {
        _time = options.TimeProvider;
        _left = Total = options.TotalTimeout;
        _since = _time.GetTimestamp();
        _source = new CancellationTokenSource(Total, _time);
    }

    public TimeSpan Total { get; }

    public CancellationToken Token => _source.Token;

    public bool HasPassed => _source.IsCancellationRequested;

    /// <summary>Gets the remaining time; <see cref="TimeSpan.MaxValue"/> if there is no limit.</summary>
    public TimeSpan Remaining => Total == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _left - _time.GetElapsedTime(_since);

    /// <summary>Stops the clock while a request waits for a permit without a time limit.</summary>
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
