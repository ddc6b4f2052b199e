using GatewayLogs.Emulator.Storage;
using GatewayLogs.Emulator.Time;

namespace GatewayLogs.Emulator;

/// <summary>What can be changed about a running emulator, besides its logs.</summary>
internal sealed class EmulatorState(GatewayLogsEmulatorOptions options)
{
    private volatile EmulatorQuirks _quirks = options.Quirks;
    private volatile bool _anyVanishing;

    public EmulatorClock Clock { get; } = new(options.TimeProvider);

    public EmulatorQuirks Quirks
    {
        get => _quirks;
        set => _quirks = value;
    }

    /// <summary>Gets the time by the service's clock, which a quirk may have set wrong.</summary>
    public DateTimeOffset ServiceTime => Clock.GetUtcNow() + _quirks.ClockSkew;

    /// <summary>What is seen of the logs now.</summary>
    public Visibility Visibility() => new(_quirks, Clock.GetUtcNow(), _anyVanishing);

    /// <summary>Remembers that rows vanish later. It is never forgotten: a reader may still be looking at a snapshot that has them.</summary>
    public void RowsVanish() => _anyVanishing = true;
}
