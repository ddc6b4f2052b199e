namespace GatewayLogs;

/// <summary>A log of a list that keeps the bytes it was read from, for who writes them on as they are.</summary>
internal sealed class GatewayLogRow : GatewayLog
{
    /// <summary>The JSON object as it arrived.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }
}
