namespace GatewayLogs.Tests;

/// <summary>A clock on which every timer fires at once and advances the time.</summary>
/// <param name="nowMilliseconds">The start time in milliseconds since 1970.</param>
internal sealed class HastyTime(long nowMilliseconds = HastyTime.Now) : TimeProvider
{
    public const long Now = 1_785_900_000_000;

    private long _ticks = DateTimeOffset.FromUnixTimeMilliseconds(nowMilliseconds).UtcTicks;

    /// <summary>Gets the due times of all timers in the order of their creation.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Uses this clock for the client. Timeouts are infinite, because they would fire at once.</summary>
    public void SetOn(GatewayLogsClientOptions options)
    {
        options.TimeProvider = this;
        options.TotalTimeout = options.HeadersTimeout = options.BodyInactivityTimeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Advances the clock.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            lock (Waits)
            {
                Waits.Add(dueTime);
            }
        }

        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
