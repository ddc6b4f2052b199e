namespace GatewayLogs.Cli.Output;

/// <summary>A value of <c>--output</c>; its name in lower case is that on the command line.</summary>
internal enum OutputFormat
{
    /// <summary>Columns that fit the terminal.</summary>
    Table,

    /// <summary>A conversation as people read it.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>One JSON object per line.</summary>
    Jsonl,

    /// <summary>CSV with a header.</summary>
    Csv,
}
