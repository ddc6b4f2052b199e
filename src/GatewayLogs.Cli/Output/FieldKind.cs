namespace GatewayLogs.Cli.Output;

/// <summary>The type of a field of a log.</summary>
internal enum FieldKind
{
    Text,
    Instant,
    Integer,
    Number,
    Money,
    Boolean,

    /// <summary>Any value, as JSON text.</summary>
    Json,

    /// <summary>Names with values.</summary>
    Metadata,
}
