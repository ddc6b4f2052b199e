namespace GatewayLogs.Cli.Output;

/// <summary>What a field of a log holds.</summary>
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
