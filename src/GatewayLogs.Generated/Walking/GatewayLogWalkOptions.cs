namespace GatewayLogs;

/// <summary>How a walk over all logs goes about it, beside what its query says.</summary>
public sealed record GatewayLogWalkOptions
{
    /// <summary>How many requests may be on their way at once, from 1 to 64. Default: 4. With 1 nothing is asked before it is needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Prefetch { get; init => field = QueryRange.Require(value, 1, 64); } = 4;

    /// <summary>
    /// How old a log must be for the walk to give it, by this machine's clock; not negative. Default: 60 seconds. Logs are found seconds
    /// after their call, so a younger one could appear behind the walk's back and be lost.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan SettleDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(SettleDelay));
            field = value;
        }
    } = TimeSpan.FromSeconds(60);

    /// <summary>Where an earlier walk in the same direction stood; the walk begins behind it. Default: null, for the beginning.</summary>
    public GatewayLogPosition? StartAfter { get; init; }

    /// <summary>How many rows a stretch of time that is read beside others should have at least.</summary>
    internal int SmallestStretch { get; init; } = 250;

    /// <summary>The same at most. It bounds the rows that are held: <see cref="Prefetch"/> times this.</summary>
    internal int LargestStretch { get; init; } = 2000;
}
