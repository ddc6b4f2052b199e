namespace GatewayLogs.Emulator;

/// <summary>The number of requests of an operation.</summary>
/// <param name="Received">The number of requests received.</param>
/// <param name="Executed">The number of requests that were executed.</param>
/// <param name="Faulted">The number of requests with an injected fault.</param>
public sealed record RequestCount(long Received, long Executed, long Faulted);
