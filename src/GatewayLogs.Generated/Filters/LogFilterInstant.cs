namespace GatewayLogs;

/// <summary>The time that logs are filtered by. Get it from <see cref="LogFilter.CreatedAt"/>.</summary>
/// <remarks>The service keeps milliseconds: finer parts of an instant are cut off before it is sent.</remarks>
public sealed class LogFilterInstant : LogFilterField<DateTimeOffset>
{
    internal LogFilterInstant()
        : base(WireName.Of(GatewayLogFilterKey.CreatedAt))
    {
    }

    /// <summary>The logs of calls that were made before this instant.</summary>
    /// <param name="instant">The instant that is just too late.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter Before(DateTimeOffset instant) => LessThan(instant);

    /// <summary>The logs of calls that were made after this instant.</summary>
    /// <param name="instant">The instant that is just too early.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter After(DateTimeOffset instant) => GreaterThan(instant);
}
