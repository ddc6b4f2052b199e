namespace GatewayLogs.Emulator.Storage;

/// <summary>A body as it was stored.</summary>
/// <param name="Number">Its number, which never comes to mean another body.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="IsJson">Whether it is JSON, so that an envelope can hold it.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Beginning">Its first bytes: as a rule all of them.</param>
internal sealed record StoredBody(long Number, string ContentType, bool IsJson, long Length, ReadOnlyMemory<byte> Beginning);
