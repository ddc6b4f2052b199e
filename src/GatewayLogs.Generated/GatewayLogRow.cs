namespace GatewayLogs;

/// <summary>A log of a list that keeps the bytes it was read from, for who writes them on as they are.</summary>
internal sealed class GatewayLogRow : GatewayLog
{
    /// <summary>The JSON object as it arrived.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Where in them an instant stands that has no zone and is UTC; null where all have one.</summary>
    public Range? InstantWithoutZone { get; set; }
}
