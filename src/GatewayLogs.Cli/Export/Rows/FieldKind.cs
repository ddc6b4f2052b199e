namespace GatewayLogs.Cli.Export.Rows;

/// <summary>What a field of a row holds.</summary>
internal enum FieldKind
{
    Text,
    Instant,
    Integer,
    Number,
    Money,
    Boolean,

    /// <summary>Anything, as JSON text.</summary>
    Json,

    /// <summary>Names with values.</summary>
    Metadata,
}
