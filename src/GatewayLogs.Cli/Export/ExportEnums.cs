namespace GatewayLogs.Cli.Export;

/// <summary>How rows are written.</summary>
internal enum ExportFormat
{
    Ndjson,
    Csv,
    Parquet,
}

/// <summary>How what is written is packed: files in frames that stand for themselves, Parquet in its pages.</summary>
internal enum ExportCompression
{
    None,
    Gzip,
    Zstd,
}

/// <summary>Which bodies go along.</summary>
[Flags]
internal enum ExportBodies
{
    None = 0,
    Request = 1,
    Response = 2,
}
