using GatewayLogs.Emulator.Storage;
using GatewayLogs.Emulator.Time;

namespace GatewayLogs.Emulator;

/// <summary>The mutable state of a running emulator, except its logs.</summary>
internal sealed class EmulatorState(GatewayLogsEmulatorOptions options)
{
    private volatile EmulatorQuirks _quirks = options.Quirks;
    private volatile bool _hasPendingDeletions;

    public EmulatorClock Clock { get; } = new(options.TimeProvider);

    public EmulatorQuirks Quirks
    {
        get => _quirks;
        set => _quirks = value;
    }

    /// <summary>Gets the time of the service's clock, which a quirk can skew.</summary>
    public DateTimeOffset ServiceTime => Clock.GetUtcNow() + _quirks.ClockSkew;

    /// <summary>Returns which logs are visible now.</summary>
    public Visibility Visibility() => new(_quirks, Clock.GetUtcNow(), _hasPendingDeletions);

    /// <summary>
    /// Records that rows are pending deletion. This is never cleared, because a reader may still use a snapshot that contains such rows.
    /// </summary>
    public void MarkPendingDeletions() => _hasPendingDeletions = true;
}
