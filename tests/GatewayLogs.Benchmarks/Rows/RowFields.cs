namespace GatewayLogs.Benchmarks.Rows;

/// <summary>The fields of the rows.</summary>
public enum RowFields
{
    /// <summary>All fields that the live service has returned, as in the emulator.</summary>
    Observed,

    /// <summary>The fields of Cloudflare's specification: half as many bytes.</summary>
    Specified,
}
