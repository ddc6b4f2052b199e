namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>A clock that does not advance until it is set.</summary>
public sealed class StoppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Samples.Noon;

    public override DateTimeOffset GetUtcNow() => Now;
}
