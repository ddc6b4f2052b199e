namespace GatewayLogs.Cli.Export;

/// <summary>A body in an export: its bytes, its media type and its state.</summary>
/// <param name="State">
/// One of <see cref="Stored"/>, <c>not_stored</c>, <c>not_yet_there</c>, <c>gone</c>, <see cref="Forbidden"/> and <see cref="Failed"/>.
/// </param>
/// <param name="ContentType">The media type reported by the service, if any.</param>
/// <param name="Bytes">The bytes; empty unless the body is stored.</param>
internal sealed record ExportBody(string State, string? ContentType, ReadOnlyMemory<byte> Bytes)
{
    public const string Stored = "stored";

    /// <summary>The token may not read bodies.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The service has the body, but returns an error for it even after retries.</summary>
    public const string Failed = "failed";

    /// <summary>The gateway did not store the body.</summary>
    public const string NotStored = "not_stored";

    /// <summary>The gateway had not stored the body yet when the log was exported.</summary>
    public const string NotYetThere = "not_yet_there";

    /// <summary>Returns why an export does not contain a body; null if it does.</summary>
    public static string? DescribeMissing(ExportBody? body) => body?.State switch
    {
        Stored => null,
        null => "the export has no such bodies. Export with --with-bodies request,response.",
        NotStored => "the gateway did not store it, or the call had none.",
        NotYetThere => "the gateway had not stored it yet when the log was exported.",
        Forbidden => "the token of the export lacked the permission AI Gateway Read.",
        Failed => "it could not be read when the log was exported.",
        _ => "the log was deleted while it was exported.",
    };
}
