namespace GatewayLogs.Cli.Export;

/// <summary>The format of the rows.</summary>
internal enum ExportFormat
{
    Ndjson,
    Csv,
    Parquet,
    Messages,
}

/// <summary>The compression. Files are compressed in independent frames, Parquet files within their pages.</summary>
internal enum ExportCompression
{
    None,
    Gzip,
    Zstd,
}

/// <summary>The bodies to include.</summary>
[Flags]
internal enum ExportBodies
{
    None = 0,
    Request = 1,
    Response = 2,
}
