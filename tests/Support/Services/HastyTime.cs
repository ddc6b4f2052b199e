namespace GatewayLogs.Tests;

/// <summary>A clock that jumps ahead to whatever is waited for, so that no test waits.</summary>
/// <param name="nowMilliseconds">When it begins, in milliseconds since 1970.</param>
internal sealed class HastyTime(long nowMilliseconds = HastyTime.Now) : TimeProvider
{
    public const long Now = 1_785_900_000_000;

    private long _ticks = DateTimeOffset.FromUnixTimeMilliseconds(nowMilliseconds).UtcTicks;

    /// <summary>All waits so far, in their order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Makes it a client's clock. A limit would be reached at once by it, so there is none.</summary>
    public void SetOn(GatewayLogsClientOptions options)
    {
        options.TimeProvider = this;
        options.TotalTimeout = options.HeadersTimeout = options.BodyInactivityTimeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Lets time pass.</summary>
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
