namespace GatewayLogs.Emulator.Time;

/// <summary>The clock of one emulator: another clock, moved. Its timers are the other clock's, so that a stall lasts as long as it says.</summary>
internal sealed class EmulatorClock(TimeProvider inner) : TimeProvider
{
    private static readonly DateTimeOffset s_first = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_last = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _offset;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the clock by a time, forward or back.</summary>
    /// <exception cref="ArgumentException">It would come to stand where nobody can reckon.</exception>
    public void Advance(TimeSpan time)
    {
        TimeSpan room = (time < TimeSpan.Zero ? s_first : s_last) - GetUtcNow();
        if (time < TimeSpan.Zero ? time < room : time > room)
        {
            throw new ArgumentException($"The clock would leave the years {s_first.Year} to {s_last.Year}.");
        }

        Interlocked.Add(ref _offset, time.Ticks);
    }

    /// <summary>Sets the clock, which goes on from there.</summary>
    /// <exception cref="ArgumentException">It would come to stand where nobody can reckon.</exception>
    public void Set(DateTimeOffset now) => Advance(now - GetUtcNow());
}
