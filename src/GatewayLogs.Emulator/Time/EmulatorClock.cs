namespace GatewayLogs.Emulator.Time;

/// <summary>
/// The clock of an emulator: another clock with an offset. Timers are those of the other clock, so that delays have their real duration.
/// </summary>
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

    /// <summary>Moves the clock forward or back.</summary>
    /// <exception cref="ArgumentException">The clock would leave the supported years.</exception>
    public void Advance(TimeSpan time)
    {
        var room = (time < TimeSpan.Zero ? s_first : s_last) - GetUtcNow();
        if (time < TimeSpan.Zero ? time < room : time > room)
        {
            throw new ArgumentException($"The clock would leave the years {s_first.Year} to {s_last.Year}; expected a time within them.");
        }

        Interlocked.Add(ref _offset, time.Ticks);
    }

    /// <summary>Sets the clock, which continues from there.</summary>
    /// <exception cref="ArgumentException">The time is outside the supported years.</exception>
    public void Set(DateTimeOffset now) => Advance(now - GetUtcNow());
}
