namespace GatewayLogs.Cli.Export;

/// <summary>A stored body as an export keeps it: every byte, and what it was said to be.</summary>
/// <param name="State">One of <see cref="Stored"/>, <c>not_stored</c>, <c>not_yet_there</c>, <c>gone</c> and <see cref="Failed"/>.</param>
/// <param name="ContentType">The media type that the service gave with it, if any.</param>
/// <param name="Bytes">The bytes; empty unless the body is stored.</param>
internal sealed record ExportBody(string State, string? ContentType, ReadOnlyMemory<byte> Bytes)
{
    public const string Stored = "stored";

    /// <summary>The service has a body and does not give it, however often it is asked.</summary>
    public const string Failed = "failed";
}
