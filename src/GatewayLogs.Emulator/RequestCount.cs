namespace GatewayLogs.Emulator;

/// <summary>How often an operation was asked for.</summary>
/// <param name="Received">How many requests came.</param>
/// <param name="Executed">How many of them did what they asked for.</param>
/// <param name="Faulted">How many of them met a fault.</param>
public sealed record RequestCount(long Received, long Executed, long Faulted);
