namespace GatewayLogs.Emulator.Storage;

/// <summary>A body as it was stored.</summary>
internal sealed record StoredBody(ReadOnlyMemory<byte> Content, string ContentType, bool IsJson);
