namespace GatewayLogs.Benchmarks.Rows;

/// <summary>Which fields the rows have.</summary>
public enum RowFields
{
    /// <summary>All that were seen on the live service, as the emulator gives them.</summary>
    Observed,

    /// <summary>Those of Cloudflare's specification alone: half as many bytes.</summary>
    Specified,
}
