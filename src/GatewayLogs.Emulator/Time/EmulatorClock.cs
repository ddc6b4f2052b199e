namespace GatewayLogs.Emulator.Time;

/// <summary>The clock of one emulator: another clock, moved. Its timers are the other clock's, so that a stall lasts as long as it says.</summary>
internal sealed class EmulatorClock(TimeProvider inner) : TimeProvider
{
    private long _offset;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the clock by a time, forward or back.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _offset, time.Ticks);

    /// <summary>Sets the clock, which goes on from there.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _offset, (now - inner.GetUtcNow()).Ticks);
}
