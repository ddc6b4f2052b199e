namespace GatewayLogs.Emulator;

/// <summary>A request that an emulator has received.</summary>
/// <param name="Number">The sequence number, starting at 1.</param>
/// <param name="At">When the request arrived, by the emulator's clock.</param>
/// <param name="Operation">The operationId in the OpenAPI document, or null if the request matches none of the six operations.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">The path and query as they were sent.</param>
/// <param name="Status">The status code of the emulator's own response before a fault replaced it; null while there is no response.</param>
/// <param name="Executed">Whether the operation was executed, regardless of whether the caller received the response.</param>
/// <param name="Fault">The kind of the injected fault, or null.</param>
public sealed record EmulatedRequest(
    long Number, DateTimeOffset At, string? Operation, string Method, string PathAndQuery, int? Status, bool Executed, string? Fault);
