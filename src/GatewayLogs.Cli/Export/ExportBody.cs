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
}
