namespace GatewayLogs.Emulator.Storage;

/// <summary>A stored body.</summary>
/// <param name="Number">The number of the body, which is never reused.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="IsJson">Whether the body is JSON, so that an envelope can contain it.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Beginning">The first bytes, normally the complete body.</param>
internal sealed record StoredBody(long Number, string ContentType, bool IsJson, long Length, ReadOnlyMemory<byte> Beginning);
