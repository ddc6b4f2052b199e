namespace GatewayLogs.Emulator;

/// <summary>A request that an emulator has seen.</summary>
/// <param name="Number">Its place among all requests, from 1.</param>
/// <param name="At">When it came, by the emulator's clock.</param>
/// <param name="Operation">The operation's id in the document, or null when it is none of the six.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">What was asked for, as it was sent.</param>
/// <param name="Status">The status of the service's own answer, whatever a fault made of it; null while there is none.</param>
/// <param name="Executed">Whether it did what it asked for, whether or not the caller has heard of it.</param>
/// <param name="Fault">The fault that it met, or null.</param>
public sealed record EmulatedRequest(
    long Number, DateTimeOffset At, string? Operation, string Method, string PathAndQuery, int? Status, bool Executed, string? Fault);
